using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Accounts;
using Pipeline.Domain.Articles;
using Pipeline.Domain.Identity;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Prompts;
using Pipeline.Domain.Providers;
using Pipeline.Domain.Records;
using Pipeline.Domain.Sites;
using Pipeline.Domain.Workers;
using Pipeline.Persistence.Mappings;
using Pipeline.Persistence.Sagas;

namespace Pipeline.Persistence;

/// <summary>
/// The database as EF Core sees it. Configuration is read and written here; records, jobs and the states of processes are
/// moved by the ledgers alone (<see cref="Ledger.RecordLedger"/> and its neighbours).
/// </summary>
public abstract class PipelineDbContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>Sites.</summary>
    public DbSet<Site> Sites => Set<Site>();

    /// <summary>Logins.</summary>
    public DbSet<Account> Accounts => Set<Account>();

    /// <summary>Sessions of logins.</summary>
    public DbSet<AccountSession> AccountSessions => Set<AccountSession>();

    /// <summary>LLM providers.</summary>
    public DbSet<LlmProvider> LlmProviders => Set<LlmProvider>();

    /// <summary>Prompt templates.</summary>
    public DbSet<PromptTemplate> PromptTemplates => Set<PromptTemplate>();

    /// <summary>Their versions.</summary>
    public DbSet<PromptVersion> PromptVersions => Set<PromptVersion>();

    /// <summary>Monitoring processes.</summary>
    public DbSet<MonitoringProcess> Processes => Set<MonitoringProcess>();

    /// <summary>The accounts of processes.</summary>
    public DbSet<ProcessAccount> ProcessAccounts => Set<ProcessAccount>();

    /// <summary>The prompts of processes.</summary>
    public DbSet<ProcessPrompt> ProcessPrompts => Set<ProcessPrompt>();

    /// <summary>Where nothing is posted at the moment.</summary>
    public DbSet<PostingStop> PostingStops => Set<PostingStop>();

    /// <summary>The states of the monitoring saga.</summary>
    public DbSet<MonitoringSagaState> MonitoringSagas => Set<MonitoringSagaState>();

    /// <summary>Jobs.</summary>
    public DbSet<Job> Jobs => Set<Job>();

    /// <summary>Articles.</summary>
    public DbSet<Article> Articles => Set<Article>();

    /// <summary>Their texts.</summary>
    public DbSet<ArticleVersion> ArticleVersions => Set<ArticleVersion>();

    /// <summary>Article records.</summary>
    public DbSet<ArticleRecord> Records => Set<ArticleRecord>();

    /// <summary>Their last errors.</summary>
    public DbSet<RecordError> RecordErrors => Set<RecordError>();

    /// <summary>Their comments, by revision.</summary>
    public DbSet<RecordComment> RecordComments => Set<RecordComment>();

    /// <summary>Their timelines.</summary>
    public DbSet<RecordMoveEntry> RecordMoves => Set<RecordMoveEntry>();

    /// <summary>Who may comment where.</summary>
    public DbSet<PostingSlot> PostingSlots => Set<PostingSlot>();

    /// <summary>Attempts to post.</summary>
    public DbSet<PostingAttempt> PostingAttempts => Set<PostingAttempt>();

    /// <summary>Folded counts.</summary>
    public DbSet<RecordCount> RecordCounts => Set<RecordCount>();

    /// <summary>Counts that are not folded yet.</summary>
    public DbSet<RecordCountDelta> RecordCountDeltas => Set<RecordCountDelta>();

    /// <summary>Running instances of services.</summary>
    public DbSet<WorkerHeartbeat> WorkerHeartbeats => Set<WorkerHeartbeat>();

    /// <summary>Users.</summary>
    public DbSet<User> Users => Set<User>();

    /// <summary>Bearer tokens.</summary>
    public DbSet<AccessToken> AccessTokens => Set<AccessToken>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PipelineDbContext).Assembly);
        SnakeCaseNames.Apply(modelBuilder.Model);
    }
}
