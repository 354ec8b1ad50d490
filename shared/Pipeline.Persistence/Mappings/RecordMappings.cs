using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pipeline.Domain.Articles;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Records;
using Pipeline.Domain.Sites;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Persistence.Mappings;

/// <summary>The tables that the pipeline fills: jobs, articles, records and what hangs on them.</summary>
internal sealed class RecordMappings :
    IEntityTypeConfiguration<Job>, IEntityTypeConfiguration<Article>, IEntityTypeConfiguration<ArticleVersion>,
    IEntityTypeConfiguration<ArticleRecord>, IEntityTypeConfiguration<RecordError>, IEntityTypeConfiguration<RecordComment>,
    IEntityTypeConfiguration<RecordMoveEntry>, IEntityTypeConfiguration<PostingSlot>, IEntityTypeConfiguration<PostingAttempt>,
    IEntityTypeConfiguration<RecordCount>, IEntityTypeConfiguration<RecordCountDelta>, IEntityTypeConfiguration<HostSlot>,
    IEntityTypeConfiguration<PostingPace>, IEntityTypeConfiguration<LlmSlot>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.ToTable("jobs");
        builder.Property(job => job.LeaseBy).HasMaxLength(100);
        builder.HasIndex(job => new { job.OwnerId, job.Id });
        builder.HasIndex(job => new { job.ProcessId, job.Id });
        builder.HasIndex(job => job.ProcessId).IsUnique().HasFilter("type = 1 AND status < 3").HasDatabaseName("ux_jobs_active_discovery");
        builder.HasIndex(job => job.Status).HasFilter("status < 3").HasDatabaseName("ix_jobs_active");
        builder.HasOne<MonitoringProcess>().WithMany().HasForeignKey(job => job.ProcessId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Article> builder)
    {
        builder.ToTable("articles");
        builder.Property(article => article.ExternalId).HasMaxLength(500);
        builder.Property(article => article.FetchLeaseBy).HasMaxLength(100);
        builder.HasIndex(article => new { article.SiteId, article.ExternalId }).IsUnique();
        builder.HasIndex(article => article.ExternalId);
        builder.HasOne<Site>().WithMany().HasForeignKey(article => article.SiteId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ArticleVersion> builder)
    {
        builder.ToTable("article_versions");
        builder.HasKey(version => new { version.ArticleId, version.Version });
        builder.HasOne<Article>().WithMany().HasForeignKey(version => version.ArticleId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ArticleRecord> builder)
    {
        builder.ToTable("article_records");
        builder.Property(record => record.Id).ValueGeneratedNever();
        builder.Property(record => record.Status).HasColumnType("smallint");
        builder.Property(record => record.ErrorKind).HasColumnType("smallint");
        builder.Property(record => record.ErrorStage).HasColumnType("smallint");
        builder.Property(record => record.LeaseBy).HasMaxLength(100);
        builder.HasIndex(record => new { record.ArticleId, record.AccountId, record.PromptTemplateId, record.ProcessId }).IsUnique();
        builder.HasIndex(record => new { record.ProcessId, record.Status, record.Id });
        builder.HasIndex(record => record.RingAt).HasFilter("ring_at IS NOT NULL");

        // Lists come newest first, by whatever they are filtered; most records are posted, and have no error.
        builder.HasIndex(record => new { record.OwnerId, record.Id });
        builder.HasIndex(record => new { record.SiteId, record.Id });
        builder.HasIndex(record => new { record.AccountId, record.Id });
        builder.HasIndex(record => new { record.Status, record.Id }).HasFilter("status <> 5");
        builder.HasIndex(record => new { record.ErrorKind, record.Id }).HasFilter("error_kind IS NOT NULL");

        // At most one record per account and article may be on its way, or unclear, at a time.
        builder.HasIndex(record => new { record.AccountId, record.ArticleId }).IsUnique()
            .HasFilter("status IN (4, 9)").HasDatabaseName("ux_article_records_one_on_its_way");
        builder.HasOne<MonitoringProcess>().WithMany().HasForeignKey(record => record.ProcessId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Article>().WithMany().HasForeignKey(record => record.ArticleId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<RecordError> builder)
    {
        builder.ToTable("record_errors");
        builder.HasKey(error => error.RecordId);
        builder.Property(error => error.RecordId).ValueGeneratedNever();
        builder.Property(error => error.Stage).HasColumnType("smallint");
        builder.Property(error => error.Kind).HasColumnType("smallint");
        builder.HasOne<ArticleRecord>().WithOne().HasForeignKey<RecordError>(error => error.RecordId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RecordComment> builder)
    {
        builder.ToTable("record_comments");
        builder.HasKey(comment => new { comment.RecordId, comment.Revision });
        builder.Property(comment => comment.Cost).HasPrecision(18, 8);
        builder.Property(comment => comment.Currency).HasMaxLength(3);
        builder.HasOne<ArticleRecord>().WithMany().HasForeignKey(comment => comment.RecordId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RecordMoveEntry> builder)
    {
        // On PostgreSQL the migration makes this table itself, partitioned by month: the key holds the partition's column.
        builder.ToTable("record_moves");
        builder.HasKey(move => new { move.Id, move.At });
        builder.Property(move => move.Id).ValueGeneratedOnAdd();
        builder.Property(move => move.From).HasColumnName("from_status").HasColumnType("smallint");
        builder.Property(move => move.To).HasColumnName("to_status").HasColumnType("smallint");
        builder.Property(move => move.By).HasColumnName("moved_by").HasMaxLength(100);
        builder.Property(move => move.TraceId).HasMaxLength(32);
        builder.HasIndex(move => new { move.RecordId, move.Id });
    }

    public void Configure(EntityTypeBuilder<PostingSlot> builder)
    {
        builder.ToTable("posting_slots");
        builder.HasKey(slot => slot.Key);
        builder.HasIndex(slot => slot.RecordId);
        builder.HasIndex(slot => new { slot.SiteId, slot.SiteCommentId }).IsUnique().HasFilter("site_comment_id IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<PostingAttempt> builder)
    {
        builder.ToTable("posting_attempts");
        builder.Property(attempt => attempt.Id).ValueGeneratedNever();
        builder.Property(attempt => attempt.Outcome).HasColumnType("smallint");
        builder.HasIndex(attempt => new { attempt.RecordId, attempt.Fencing }).IsUnique();
        builder.HasOne<ArticleRecord>().WithMany().HasForeignKey(attempt => attempt.RecordId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RecordCount> builder)
    {
        builder.ToTable("record_counts");
        builder.HasKey(count => new { count.ProcessId, count.Heading });
        builder.Property(count => count.Heading).HasColumnType("smallint").ValueGeneratedNever();
        builder.HasOne<MonitoringProcess>().WithMany().HasForeignKey(count => count.ProcessId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RecordCountDelta> builder)
    {
        builder.ToTable("record_count_deltas");
        builder.Property(delta => delta.Heading).HasColumnType("smallint");
        builder.HasIndex(delta => delta.ProcessId);
        builder.HasOne<MonitoringProcess>().WithMany().HasForeignKey(delta => delta.ProcessId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<HostSlot> builder)
    {
        builder.ToTable("host_slots");
        builder.HasKey(slot => slot.Origin);
        builder.Property(slot => slot.Origin).HasMaxLength(300);
    }

    public void Configure(EntityTypeBuilder<PostingPace> builder)
    {
        builder.ToTable("posting_paces");
        builder.HasKey(pace => new { pace.ProcessId, pace.AccountId });
        builder.HasOne<MonitoringProcess>().WithMany().HasForeignKey(pace => pace.ProcessId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<LlmSlot> builder)
    {
        builder.ToTable("llm_slots");
        builder.HasKey(slot => new { slot.ProviderId, slot.Number });
    }
}
