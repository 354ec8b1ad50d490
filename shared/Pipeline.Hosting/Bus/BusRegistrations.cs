using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Hosting.Bus;

/// <summary>
/// What the services of this process want on the one bus. They add to it in any order; <see cref="PipelineBus.AddPipelineBus"/>
/// comes last and builds the bus with all of it.
/// </summary>
internal sealed class BusRegistrations
{
    private readonly List<Action<IBusRegistrationConfigurator>> _registrations = [];
    private bool _closed;

    public static BusRegistrations In(IServiceCollection services)
    {
        if (services.Select(service => service.ImplementationInstance).OfType<BusRegistrations>().FirstOrDefault() is { } found) return found;
        var registrations = new BusRegistrations();
        services.AddSingleton(registrations);
        return registrations;
    }

    public void Add(Action<IBusRegistrationConfigurator> registration)
    {
        if (_closed) throw new InvalidOperationException("AddPipelineBus() was called already: call it last, after the services have added theirs.");
        _registrations.Add(registration);
    }

    public void ApplyTo(IBusRegistrationConfigurator bus)
    {
        _closed = true;
        foreach (var registration in _registrations) registration(bus);
    }
}
