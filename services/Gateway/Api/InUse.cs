using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Records;

namespace Pipeline.Gateway.Api;

/// <summary>Says who uses what somebody wants to delete.</summary>
internal static class InUse
{
    /// <summary>Records in these statuses still need what they refer to.</summary>
    public static readonly IReadOnlyList<RecordStatus> Unfinished = [.. Enum.GetValues<RecordStatus>().Except(RecordMoves.Ends)];

    private const int Named = 5;

    /// <summary>Adds the names of some users of a thing: <c>the processes 'A', 'B' and more</c>; nothing, if there are none.</summary>
    public static async Task AddAsync(List<string> users, string what, IQueryable<string> names, CancellationToken cancellationToken)
    {
        var some = await names.OrderBy(name => name).Take(Named + 1).ToListAsync(cancellationToken);
        if (some.Count == 0) return;
        users.Add($"the {what} {string.Join(", ", some.Take(Named).Select(name => $"'{name}'"))}{(some.Count > Named ? " and more" : "")}");
    }

    /// <exception cref="ApiException">It is used.</exception>
    public static void ThrowIfAny(List<string> users, string what, string remedy)
    {
        if (users.Count > 0) throw ApiException.Conflict($"The {what} is used by {string.Join(" and by ", users)}. {remedy}");
    }
}
