using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pipeline.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class AttemptsLetGo : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "let_go_at",
                table: "posting_attempts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "session_version",
                table: "posting_attempts",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "pace_at",
                table: "article_records",
                type: "timestamp with time zone",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "let_go_at",
                table: "posting_attempts");

            migrationBuilder.DropColumn(
                name: "session_version",
                table: "posting_attempts");

            migrationBuilder.DropColumn(
                name: "pace_at",
                table: "article_records");
        }
    }
}
