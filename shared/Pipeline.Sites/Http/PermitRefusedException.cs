namespace Pipeline.Sites;

/// <summary>A request may not leave: the process was stopped, posting is stopped, the lease is gone. Thrown by the implementer of <see cref="IRequestPermit"/>.</summary>
/// <param name="reason">Why not, for logs and people.</param>
public class PermitRefusedException(string reason) : Exception(reason);
