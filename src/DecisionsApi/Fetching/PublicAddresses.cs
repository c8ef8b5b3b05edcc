using System.Net;
using System.Net.Sockets;

namespace DecisionsApi.Fetching;

/// <summary>Tells addresses of the public internet from those of this machine and of private networks.</summary>
internal static class PublicAddresses
{
    // IANA special-purpose registries, what is not globally reachable, and multicast.
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/128",
            "::1/128",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");

    /// <summary>Whether an address is one of the public internet; an address that carries another is judged by that.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return IsPublic(address.MapToIPv4());
        }
        if (Array.Exists(Closed, network => network.Contains(address)))
        {
            return false;
        }
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return true;
        }
        var bytes = address.GetAddressBytes();
        return Translated.Contains(address) || Compatible.Contains(address)
            ? IsPublic(new(bytes.AsSpan(12, 4)))
            : !SixToFour.Contains(address) || IsPublic(new(bytes.AsSpan(2, 4)));
    }
}

/// <summary>A name leads to no address that may be fetched from.</summary>
internal sealed class AddressRefusedException(string host)
    : IOException(
        $"{host} is no address of the public internet; set Fetch:AllowPrivate=true to fetch from this machine or a private network."
    );
