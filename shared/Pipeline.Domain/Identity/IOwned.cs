namespace Pipeline.Domain.Identity;

/// <summary>What belongs to a user: nobody else sees or touches it.</summary>
public interface IOwned
{
    /// <summary>UUID version 7: later made is greater.</summary>
    Guid Id { get; }

    /// <summary>The user it belongs to.</summary>
    Guid OwnerId { get; }
}
