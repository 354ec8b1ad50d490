using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pipeline.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class SessionsGivenUp : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "given_up_version",
                table: "account_sessions",
                type: "integer",
                nullable: true);

            // Of those before nobody knows: they may have been given up.
            migrationBuilder.Sql("UPDATE account_sessions SET given_up_version = CASE WHEN valid THEN version - 1 ELSE version END");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "given_up_version",
                table: "account_sessions");
        }
    }
}
