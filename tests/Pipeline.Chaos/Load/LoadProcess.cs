namespace Pipeline.Chaos.Load;

/// <summary>A monitoring process of the load.</summary>
/// <param name="Id">The process.</param>
/// <param name="Tab">The class that it reads.</param>
/// <param name="Accounts">By id, the user names that it comments with.</param>
/// <param name="Prompts">By id, the names of its prompts.</param>
/// <param name="Reviewed">Its comments wait for a person.</param>
public sealed record LoadProcess(Guid Id, int Tab, IReadOnlyDictionary<Guid, string> Accounts, IReadOnlyDictionary<Guid, string> Prompts, bool Reviewed)
{
    /// <summary>What it owes each article of its class.</summary>
    public IEnumerable<Comment> OwedTo(string article) => Accounts.Values.SelectMany(account => Prompts.Values.Select(prompt => new Comment(article, account, prompt)));
}
