using Microsoft.EntityFrameworkCore;

namespace Pipeline.Persistence.Postgres;

/// <summary>The database on PostgreSQL.</summary>
public sealed class PostgresPipelineDbContext(DbContextOptions<PostgresPipelineDbContext> options) : PipelineDbContext(options);
