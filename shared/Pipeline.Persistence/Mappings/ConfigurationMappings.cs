using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pipeline.Domain.Accounts;
using Pipeline.Domain.Identity;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Prompts;
using Pipeline.Domain.Providers;
using Pipeline.Domain.Sites;
using Pipeline.Domain.Workers;
using Pipeline.Persistence.Sagas;

namespace Pipeline.Persistence.Mappings;

/// <summary>The tables that people fill: sites, accounts, providers, prompts, processes, users.</summary>
internal sealed class ConfigurationMappings :
    IEntityTypeConfiguration<Site>, IEntityTypeConfiguration<Account>, IEntityTypeConfiguration<AccountSession>,
    IEntityTypeConfiguration<LlmProvider>, IEntityTypeConfiguration<PromptTemplate>, IEntityTypeConfiguration<PromptVersion>,
    IEntityTypeConfiguration<MonitoringProcess>, IEntityTypeConfiguration<ProcessAccount>, IEntityTypeConfiguration<ProcessPrompt>,
    IEntityTypeConfiguration<PostingStop>, IEntityTypeConfiguration<MonitoringSagaState>, IEntityTypeConfiguration<User>, IEntityTypeConfiguration<AccessToken>,
    IEntityTypeConfiguration<WorkerHeartbeat>
{
    public void Configure(EntityTypeBuilder<Site> builder)
    {
        builder.ToTable("sites");
        builder.Ignore(site => site.Rate);
        builder.Property(site => site.Name).HasMaxLength(200);
        builder.Property(site => site.BaseUrl).HasMaxLength(2000);
        builder.Property(site => site.Origin).HasMaxLength(300);
        builder.HasIndex(site => new { site.OwnerId, site.Id });
        builder.HasIndex(site => site.Origin);
    }

    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts");
        builder.Property(account => account.Username).HasMaxLength(150);
        builder.Property(account => account.DisplayName).HasMaxLength(200);
        builder.HasIndex(account => new { account.SiteId, account.Username }).IsUnique();
        builder.HasIndex(account => new { account.OwnerId, account.Id });
        builder.HasOne<Site>().WithMany().HasForeignKey(account => account.SiteId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<AccountSession> builder)
    {
        builder.ToTable("account_sessions");
        builder.HasKey(session => session.AccountId);
        builder.Property(session => session.AccountId).ValueGeneratedNever();
        builder.Property(session => session.LoginLeaseBy).HasMaxLength(100);
        builder.HasOne<Account>().WithOne().HasForeignKey<AccountSession>(session => session.AccountId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<LlmProvider> builder)
    {
        builder.ToTable("llm_providers");
        builder.Property(provider => provider.Name).HasMaxLength(200);
        builder.ComplexProperty(provider => provider.Settings, settings =>
        {
            settings.Property(s => s.BaseUrl).HasColumnName("base_url").HasMaxLength(2000);
            settings.Property(s => s.Model).HasColumnName("model").HasMaxLength(200);
            settings.Property(s => s.MaxTokens).HasColumnName("max_tokens");
            settings.Property(s => s.Temperature).HasColumnName("temperature");
            settings.Property(s => s.MaxConcurrency).HasColumnName("max_concurrency");
            settings.Property(s => s.InputPricePerMillion).HasColumnName("input_price_per_million").HasPrecision(18, 6);
            settings.Property(s => s.OutputPricePerMillion).HasColumnName("output_price_per_million").HasPrecision(18, 6);
            settings.Property(s => s.Currency).HasColumnName("currency").HasMaxLength(3);
        });
        builder.HasIndex(provider => new { provider.OwnerId, provider.Id });
    }

    public void Configure(EntityTypeBuilder<PromptTemplate> builder)
    {
        builder.ToTable("prompt_templates");
        builder.Property(template => template.Name).HasMaxLength(200);
        builder.HasIndex(template => new { template.OwnerId, template.Id });
    }

    public void Configure(EntityTypeBuilder<PromptVersion> builder)
    {
        builder.ToTable("prompt_versions");
        builder.HasKey(version => new { version.TemplateId, version.Version });
        builder.HasOne<PromptTemplate>().WithMany().HasForeignKey(version => version.TemplateId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<MonitoringProcess> builder)
    {
        builder.ToTable("monitoring_processes");
        builder.Ignore(process => process.Settings);
        builder.Property(process => process.Name).HasMaxLength(100);
        builder.Property(process => process.Description).HasMaxLength(500);
        builder.Property(process => process.TimeZone).HasMaxLength(100);
        builder.Property(process => process.Cron).HasMaxLength(200);
        builder.HasIndex(process => new { process.OwnerId, process.Id });
        builder.HasIndex(process => process.SiteId);
        builder.HasIndex(process => process.LlmProviderId);
        builder.HasIndex(process => new { process.Status, process.NextDiscoveryAt });
        builder.HasOne<Site>().WithMany().HasForeignKey(process => process.SiteId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<LlmProvider>().WithMany().HasForeignKey(process => process.LlmProviderId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ProcessAccount> builder)
    {
        builder.ToTable("process_accounts");
        builder.HasKey(entry => new { entry.ProcessId, entry.AccountId });
        builder.HasIndex(entry => entry.AccountId);
        builder.HasOne<MonitoringProcess>().WithMany().HasForeignKey(entry => entry.ProcessId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Account>().WithMany().HasForeignKey(entry => entry.AccountId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ProcessPrompt> builder)
    {
        builder.ToTable("process_prompts");
        builder.HasKey(entry => new { entry.ProcessId, entry.PromptTemplateId });
        builder.HasIndex(entry => entry.PromptTemplateId);
        builder.HasOne<MonitoringProcess>().WithMany().HasForeignKey(entry => entry.ProcessId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<PromptTemplate>().WithMany().HasForeignKey(entry => entry.PromptTemplateId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PostingStop> builder)
    {
        builder.ToTable("posting_stops");
        builder.HasKey(stop => stop.OwnerId);
        builder.Property(stop => stop.OwnerId).ValueGeneratedNever();
        builder.Property(stop => stop.Reason).HasMaxLength(1000);
    }

    public void Configure(EntityTypeBuilder<MonitoringSagaState> builder)
    {
        builder.ToTable("monitoring_sagas");
        builder.HasKey(saga => saga.CorrelationId);
        builder.Property(saga => saga.CorrelationId).ValueGeneratedNever();
        builder.Property(saga => saga.CurrentState).HasMaxLength(40);
        builder.Property(saga => saga.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users");
        builder.Property(user => user.Email).HasMaxLength(320);
        builder.HasIndex(user => user.Email).IsUnique();
    }

    public void Configure(EntityTypeBuilder<AccessToken> builder)
    {
        builder.ToTable("access_tokens");
        builder.HasKey(token => token.Hash);
        builder.HasIndex(token => token.UserId);
        builder.HasOne<User>().WithMany().HasForeignKey(token => token.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<WorkerHeartbeat> builder)
    {
        builder.ToTable("worker_heartbeats");
        builder.HasKey(heartbeat => heartbeat.Instance);
        builder.Property(heartbeat => heartbeat.Instance).HasMaxLength(100);
        builder.Property(heartbeat => heartbeat.Service).HasMaxLength(40);
        builder.Property(heartbeat => heartbeat.Version).HasMaxLength(40);
    }
}
