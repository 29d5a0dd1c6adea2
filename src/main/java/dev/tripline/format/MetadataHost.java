// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import inet.ipaddr.IPAddress;
import inet.ipaddr.ipv6.IPv6Address;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds metadata services among the hosts that a text names, under any spelling that clients
 * resolve to them without being told. The text must be {@link LooseText#plain plain}.
 */
final class MetadataHost {

    private static final int MAX_HOST = 253;

    /** What ends a URL or a host inside a command line, a query or a document. */
    private static final String DELIMITERS = " \t\r\n\"'`;|&<>(){}$\\,=";

    /** Names under these domains resolve to the address that they hold. */
    private static final Pattern WILDCARD_DNS =
            Pattern.compile(
                    "(?:^|[.-])(?:(\\d{1,3})[.-](\\d{1,3})[.-](\\d{1,3})[.-](\\d{1,3})"
                            + "|([0-9a-f]{8}))(?=[.-]).*\\.(?:nip|sslip)\\.io");

    /** The group of {@link #WILDCARD_DNS} behind those of the four octets. */
    private static final int HEXADECIMAL = 5;

    /** Shells connect to {@code /dev/tcp/HOST/PORT}. */
    private static final String SHELL_SOCKET = "/dev/tcp/";

    private static final Pattern PREFIX_LENGTH = Pattern.compile("/\\d{1,2}");

    private MetadataHost() {}

    /** Hands out the canonical host of each metadata service that a command or a URL names. */
    static void in(String text, Consumer<String> hosts) {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || DELIMITERS.indexOf(text.charAt(i)) >= 0) {
                if (i > start) {
                    inToken(text.substring(start, i), hosts);
                }
                start = i + 1;
            }
        }
    }

    private static void inToken(String token, Consumer<String> hosts) {
        if (token.startsWith(SHELL_SOCKET)) {
            int start = SHELL_SOCKET.length();
            inAuthority(
                    token.substring(start, authorityEnd(token, start)), () -> true, false, hosts);
            return;
        }
        int end = authorityEnd(token, 0);
        String rest = token.substring(end);
        if (!PREFIX_LENGTH.matcher(rest).matches()) {
            // A lone word or number is a host only if it is asked like one.
            inAuthority(
                    token.substring(0, end),
                    () -> MetadataProvider.ofRequest(rest) != null,
                    true,
                    hosts);
        }
        for (int i = 1; i < token.length(); i++) {
            boolean slashes = token.charAt(i) == '/' && token.charAt(i - 1) == '/';
            if (slashes || token.charAt(i) == '/' && token.charAt(i - 1) == ':') {
                boolean url = slashes && (i == 1 || token.charAt(i - 2) == ':');
                inAuthority(
                        token.substring(i + 1, authorityEnd(token, i + 1)),
                        () -> url,
                        false,
                        hosts);
            }
        }
    }

    private static int authorityEnd(String token, int start) {
        int end = start;
        while (end < token.length() && "/?#".indexOf(token.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /**
     * @param dotless whether a word without dots can be a host
     * @param list whether hosts and ports may stand in a row, as in {@code --resolve}
     */
    private static void inAuthority(
            String authority, BooleanSupplier dotless, boolean list, Consumer<String> hosts) {
        String place = authority.substring(authority.lastIndexOf('@') + 1);
        if (place.isEmpty()) {
            return;
        }
        int bracket = place.indexOf('[');
        if (bracket >= 0) {
            int close = place.indexOf(']', bracket);
            accept(place.substring(bracket + 1, close < 0 ? place.length() : close), hosts);
            place = place.substring(0, bracket);
        } else if (list && place.indexOf(':') != place.lastIndexOf(':')) {
            accept(place, hosts);
        }
        int start = 0;
        while (start < place.length()) {
            int colon = place.indexOf(':', start);
            int end = colon < 0 ? place.length() : colon;
            String host = place.substring(start, end);
            boolean dotted = host.indexOf('.') >= 0;
            if (dotted || start == 0 && of(host) != null && dotless.getAsBoolean()) {
                accept(host, hosts);
            }
            start = list ? end + 1 : place.length();
        }
    }

    private static void accept(String host, Consumer<String> hosts) {
        String canonical = of(host);
        if (canonical != null) {
            hosts.accept(canonical);
        }
    }

    /** The canonical host of a metadata service; null if {@code host} is none. */
    static String of(String host) {
        if (host.isEmpty() || host.length() > MAX_HOST) {
            return null;
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        String canonical = name.indexOf(':') >= 0 ? ipv6(name) : ipv4OrName(name);
        return canonical != null && MetadataProvider.serves(canonical) ? canonical : null;
    }

    private static String ipv6(String text) {
        int zone = text.indexOf('%');
        IPAddress address = IpText.address(zone < 0 ? text : text.substring(0, zone));
        if (address == null || address.isIPv4()) {
            return address == null ? null : address.toCanonicalString();
        }
        IPv6Address ipv6 = address.toIPv6();
        return ipv6.isWellKnownIPv4Translatable() || ipv6.isIPv4Compatible()
                ? ipv6.getEmbeddedIPv4Address().toCanonicalString()
                : ipv6.toCanonicalString();
    }

    private static String ipv4OrName(String name) {
        if (!name.isEmpty() && Character.digit(name.charAt(0), 10) >= 0) {
            long address = InetAton.parse(name);
            if (address != InetAton.NO_ADDRESS) {
                return InetAton.text(address);
            }
        }
        if (!name.endsWith("ip.io")) {
            return name;
        }
        Matcher embedded = WILDCARD_DNS.matcher(name);
        if (!embedded.find()) {
            return null;
        }
        if (embedded.group(HEXADECIMAL) != null) {
            return InetAton.text(Long.parseLong(embedded.group(HEXADECIMAL), 16));
        }
        long address = 0;
        for (int octet = 1; octet < HEXADECIMAL; octet++) {
            address = address << Byte.SIZE | Integer.parseInt(embedded.group(octet)) & 0xff;
        }
        return InetAton.text(address);
    }
}
