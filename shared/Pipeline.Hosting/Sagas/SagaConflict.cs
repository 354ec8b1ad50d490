using MassTransit;
using Microsoft.EntityFrameworkCore;
using Pipeline.Persistence;

namespace Pipeline.Hosting.Sagas;

/// <summary>Tells a lost race from other trouble with the database.</summary>
internal static class SagaConflict
{
    /// <summary>True if another event of the same instance was saved first.</summary>
    public static bool Is(DbUpdateException refused) => refused is DbUpdateConcurrencyException || DatabaseErrors.IsUniqueViolation(refused);

    /// <summary>Without a concurrency token, two events at once would silently overwrite each other.</summary>
    public static void ThrowIfUnguarded<TSaga>(DbContext database)
        where TSaga : class, ISagaVersion
    {
        if (database.Model.FindEntityType(typeof(TSaga))?.FindProperty(nameof(ISagaVersion.Version)) is not { IsConcurrencyToken: true })
            throw new InvalidOperationException($"{typeof(TSaga).Name}.{nameof(ISagaVersion.Version)} must be mapped as a concurrency token in {database.GetType().Name}.");
    }
}
