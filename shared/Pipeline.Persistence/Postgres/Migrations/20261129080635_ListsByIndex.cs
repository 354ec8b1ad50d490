using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pipeline.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ListsByIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_articles_external_id",
                table: "articles",
                column: "external_id");

            migrationBuilder.CreateIndex(
                name: "ix_article_records_account_id_id",
                table: "article_records",
                columns: new[] { "account_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_article_records_error_kind_id",
                table: "article_records",
                columns: new[] { "error_kind", "id" },
                filter: "error_kind IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_article_records_owner_id_id",
                table: "article_records",
                columns: new[] { "owner_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_article_records_site_id_id",
                table: "article_records",
                columns: new[] { "site_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_article_records_status_id",
                table: "article_records",
                columns: new[] { "status", "id" },
                filter: "status <> 5");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_articles_external_id",
                table: "articles");

            migrationBuilder.DropIndex(
                name: "ix_article_records_account_id_id",
                table: "article_records");

            migrationBuilder.DropIndex(
                name: "ix_article_records_error_kind_id",
                table: "article_records");

            migrationBuilder.DropIndex(
                name: "ix_article_records_owner_id_id",
                table: "article_records");

            migrationBuilder.DropIndex(
                name: "ix_article_records_site_id_id",
                table: "article_records");

            migrationBuilder.DropIndex(
                name: "ix_article_records_status_id",
                table: "article_records");
        }
    }
}
