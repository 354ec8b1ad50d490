using Pipeline.Domain.Identity;

namespace Pipeline.Domain.Prompts;

/// <summary>A prompt template. Its texts are in its versions: every change is a new one.</summary>
public sealed class PromptTemplate : IOwned
{
    private PromptTemplate()
    {
    }

    /// <summary>UUID version 7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The user it belongs to.</summary>
    public Guid OwnerId { get; private set; }

    /// <summary>What people call it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The present version, from 1.</summary>
    public int Version { get; private set; }

    /// <summary>When it was made (UTC).</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>The last change (UTC).</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>A new template with its first version.</summary>
    public static (PromptTemplate Template, PromptVersion Version) Create(Guid ownerId, string name, PromptTexts texts, DateTime now)
    {
        var template = new PromptTemplate { Id = Guid.CreateVersion7(now), OwnerId = ownerId, CreatedAt = now };
        return (template, template.Change(name, texts, now));
    }

    /// <summary>Makes the next version.</summary>
    public PromptVersion Change(string name, PromptTexts texts, DateTime now)
    {
        Name = name;
        Version++;
        UpdatedAt = now;
        return new PromptVersion(Id, Version, name, texts, now);
    }
}

/// <summary>The texts of a prompt.</summary>
/// <param name="SystemPrompt">What the model is.</param>
/// <param name="UserPromptTemplate">What it is asked, with placeholders.</param>
/// <param name="Disclosure">The sentence that every comment opens with.</param>
public sealed record PromptTexts(string SystemPrompt, string UserPromptTemplate, string Disclosure);

/// <summary>One version of a prompt template; never changed.</summary>
public sealed class PromptVersion
{
    private PromptVersion()
    {
    }

    internal PromptVersion(Guid templateId, int version, string name, PromptTexts texts, DateTime now)
    {
        TemplateId = templateId;
        Version = version;
        Name = name;
        SystemPrompt = texts.SystemPrompt;
        UserPromptTemplate = texts.UserPromptTemplate;
        Disclosure = texts.Disclosure;
        CreatedAt = now;
    }

    /// <summary>The template.</summary>
    public Guid TemplateId { get; private set; }

    /// <summary>1, 2, 3 …</summary>
    public int Version { get; private set; }

    /// <summary>The template's name at the time.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What the model is.</summary>
    public string SystemPrompt { get; private set; } = "";

    /// <summary>What it is asked, with placeholders.</summary>
    public string UserPromptTemplate { get; private set; } = "";

    /// <summary>The sentence that every comment opens with.</summary>
    public string Disclosure { get; private set; } = "";

    /// <summary>When it was made (UTC).</summary>
    public DateTime CreatedAt { get; private set; }
}
