using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Pipeline.Domain.Net;

namespace Pipeline.Persistence;

/// <summary>
/// A transaction over several statements: for statements only. While it is open, no request to a site or a language model
/// leaves. One statement, or one <c>SaveChanges</c>, needs none.
/// </summary>
public sealed class ShortTransaction : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;
    private readonly IDisposable _mark;

    private ShortTransaction(IDbContextTransaction transaction, IDisposable mark) => (_transaction, _mark) = (transaction, mark);

    /// <summary>What runs hand-written statements as a part of it.</summary>
    public DbTransaction Inner => _transaction.GetDbTransaction();

    /// <summary>Begins one. Not <c>async</c>, so that the caller has the mark.</summary>
    public static Task<ShortTransaction> BeginAsync(DbContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return BeginAsync(context, OpenTransaction.Begin(), cancellationToken);
    }

    /// <summary>Makes what was written last.</summary>
    public Task CommitAsync(CancellationToken cancellationToken) => _transaction.CommitAsync(cancellationToken);

    /// <summary>What wasn't committed never was.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _transaction.DisposeAsync();
        }
        finally
        {
            _mark.Dispose();
        }
    }

    private static async Task<ShortTransaction> BeginAsync(DbContext context, IDisposable mark, CancellationToken cancellationToken)
    {
        try
        {
            return new(await context.Database.BeginTransactionAsync(cancellationToken), mark);
        }
        catch
        {
            mark.Dispose();
            throw;
        }
    }
}
