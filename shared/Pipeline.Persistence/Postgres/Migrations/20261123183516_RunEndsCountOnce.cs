using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pipeline.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class RunEndsCountOnce : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "job_id",
                table: "monitoring_sagas");

            migrationBuilder.AddColumn<Guid>(
                name: "last_run_id",
                table: "monitoring_processes",
                type: "uuid",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "last_run_id",
                table: "monitoring_processes");

            migrationBuilder.AddColumn<Guid>(
                name: "job_id",
                table: "monitoring_sagas",
                type: "uuid",
                nullable: true);
        }
    }
}
