using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Pipeline.Testing.Servers;

/// <summary>The few calls of RabbitMQ's management API that tests need (https://rawcdn.githack.com/rabbitmq/rabbitmq-server/v3.10.x/deps/rabbitmq_management/priv/www/api/index.html).</summary>
internal sealed class RabbitMqManagement
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private readonly Uri root;
    private readonly string user;
    private readonly AuthenticationHeaderValue login;

    /// <param name="address">Of the form <c>http://user:password@host:port</c>.</param>
    public RabbitMqManagement(Uri address)
    {
        var userInfo = Uri.UnescapeDataString(address.UserInfo);
        user = userInfo.Split(':')[0];
        login = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(userInfo)));
        root = new UriBuilder(address) { UserName = "", Password = "" }.Uri;
    }

    /// <summary>Whether the server is up with all its virtual hosts, and takes AMQP connections, which it does later.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            return await PassesAsync("virtual-hosts", cancellation) && await PassesAsync("protocol-listener/amqp", cancellation);
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The server's version.</summary>
    public async Task<string> VersionAsync(CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Get, "api/overview?columns=rabbitmq_version", null, cancellation);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(cancellation))!["rabbitmq_version"]!.GetValue<string>();
    }

    /// <summary>Makes a virtual host; whoever makes one may do everything in it.</summary>
    public Task CreateVirtualHostAsync(string name) => PutAsync($"api/vhosts/{Uri.EscapeDataString(name)}", new { });

    /// <summary>Lets this API's own user do everything in a virtual host.</summary>
    public Task PermitAsync(string name) => PutAsync(Permissions(name), new { configure = ".*", write = ".*", read = ".*" });

    /// <summary>Takes that away; connections that are open stay open.</summary>
    public async Task ForbidAsync(string name)
    {
        using var answer = await SendAsync(HttpMethod.Delete, Permissions(name), null, default);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The queues of a virtual host, as they were declared.</summary>
    public async Task<IReadOnlyList<RabbitMqQueueDetails>> QueuesAsync(string name)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"api/queues/{Uri.EscapeDataString(name)}?columns=name,type,arguments", null, default);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<List<RabbitMqQueueDetails>>() ?? [];
    }

    /// <summary>How many nodes of its cluster run.</summary>
    public async Task<int> RunningNodesAsync(CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Get, "api/nodes?columns=name,running", null, cancellation);
        answer.EnsureSuccessStatusCode();
        var nodes = await answer.Content.ReadFromJsonAsync<JsonArray>(cancellation) ?? [];
        return nodes.Count(node => node!["running"]?.GetValue<bool>() == true);
    }

    /// <summary>The node that leads a quorum queue; null: it has no leader at the moment.</summary>
    public async Task<string?> LeaderOfAsync(string virtualHost, string queue, CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"api/queues/{Uri.EscapeDataString(virtualHost)}/{queue}?columns=leader", null, cancellation);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellation))?["leader"]?.ToString();
    }

    /// <summary>Deletes a virtual host with all that is in it; its connections are cut. One that isn't there is fine.</summary>
    public async Task DeleteVirtualHostAsync(string name)
    {
        using var answer = await SendAsync(HttpMethod.Delete, $"api/vhosts/{Uri.EscapeDataString(name)}", null, default);
        if (answer.StatusCode != HttpStatusCode.NotFound)
            answer.EnsureSuccessStatusCode();
    }

    private async Task<bool> PassesAsync(string check, CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"api/health/checks/{check}", null, cancellation);
        return answer.IsSuccessStatusCode;
    }

    private string Permissions(string name) => $"api/permissions/{Uri.EscapeDataString(name)}/{Uri.EscapeDataString(user)}";

    private async Task PutAsync(string path, object body)
    {
        using var answer = await SendAsync(HttpMethod.Put, path, JsonContent.Create(body), default);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(root, path)) { Content = content, Headers = { Authorization = login } };
        return await Http.SendAsync(request, cancellation);
    }
}
