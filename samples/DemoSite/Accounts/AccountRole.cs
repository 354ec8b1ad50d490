namespace Pipeline.DemoSite.Accounts;

/// <summary>What an account is on the demo site.</summary>
public enum AccountRole
{
    /// <summary>Reads what is published in the own classes, writes own texts.</summary>
    Pupil,

    /// <summary>A researcher's pupil account: also sees the texts that a teacher hasn't released yet.</summary>
    Bot,

    /// <summary>Sees the own classes' texts as a table.</summary>
    Teacher,

    /// <summary>Sees everything of every class.</summary>
    Admin,
}
