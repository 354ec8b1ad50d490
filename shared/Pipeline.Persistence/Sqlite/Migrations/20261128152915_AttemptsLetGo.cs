using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pipeline.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AttemptsLetGo : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "let_go_at",
                table: "posting_attempts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "session_version",
                table: "posting_attempts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "pace_at",
                table: "article_records",
                type: "INTEGER",
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
