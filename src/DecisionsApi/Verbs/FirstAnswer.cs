using DecisionsApi.Expenditure;
using DecisionsApi.Http;
using DecisionsApi.Querying;
using FluentValidation;

namespace DecisionsApi.Verbs;

/// <summary>
/// An answer nobody asked for, a page of one payment, worked out while the server begins to listen: so what answers need is loaded and
/// compiled on one processor while another starts the server, and whoever asks first waits for less.
/// </summary>
internal static class FirstAnswer
{
    public static async Task WorkOut(IServiceProvider services)
    {
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Path = "/v1/expenditure";
        context.Request.QueryString = new("?limit=1");
        context.Features.Set(services.GetRequiredService<RegisterWatch>().Now().State);
        context.Features.Set(Representation.Of(context, Offers.Records));
        var answer = PaymentEndpoints.List(
            new() { Limit = new("1", 1) },
            services.GetRequiredService<IValidator<PaymentFilter>>(),
            services.GetRequiredService<ListHandler>(),
            context
        );
        await answer.ExecuteAsync(context);
    }
}
