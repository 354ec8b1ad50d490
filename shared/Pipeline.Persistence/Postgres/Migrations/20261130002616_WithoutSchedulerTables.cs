using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pipeline.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class WithoutSchedulerTables : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // In the order in which the former scheduler locks them, those that refer to others first.
            foreach (var table in new[]
            {
                "locks", "fired_triggers", "simple_triggers", "simprop_triggers", "cron_triggers", "blob_triggers", "triggers", "job_details", "job_status",
                "calendars", "paused_job_grps", "paused_trigger_grps", "scheduler_state", "execution_history", "misfire_history",
            })
            {
                migrationBuilder.Sql($"DROP TABLE IF EXISTS qrtz_{table}");
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Whoever had made them makes them again.
        }
    }
}
