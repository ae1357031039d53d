package dev.adieu.websocket.impl.connection.handshake;

import dev.adieu.websocket.impl.connection.http.PercentEncoding;
import io.netty.util.NetUtil;
import java.net.IDN;
import java.net.Inet6Address;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads the host of a URL as browsers do (WHATWG URL, "host parsing"), except that a zone of an IPv6 address is kept,
 * and that internationalized names are converted by RFC 3490 instead of UTS #46.
 */
final class UrlHost {

    /**
     * Forbidden in a host (WHATWG URL, "forbidden domain code point"), besides control characters; and those that
     * {@link java.net.URI} does not accept.
     */
    private static final String FORBIDDEN = " #/:<>?@[\\]^|%\"`{}";
    /** More digits than an IPv4 address has as one number in any radix, without leading zeros. */
    private static final int MAX_DIGITS = 11;

    private UrlHost() {}

    /**
     * Returns the host in its canonical form: a name in lower case and ASCII, or an address, of IPv6 without brackets.
     *
     * @throws IllegalArgumentException with a message that names the rule
     */
    static String parse(String raw) {
        if (raw.isEmpty()) {
            throw new IllegalArgumentException("it must name a host");
        }
        if (raw.startsWith("[") && raw.endsWith("]")) {
            return ipv6(raw.substring(1, raw.length() - 1));
        }
        String decoded = PercentEncoding.decode(raw);
        // In lower case, as browsers send it in Host (WHATWG URL, "domain to ASCII").
        String ascii = (isAscii(decoded) ? decoded : domain(decoded)).toLowerCase(Locale.ROOT);
        if (ascii.chars().anyMatch(c -> c < ' ' || c == 127 || FORBIDDEN.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("its host must not have spaces, control characters or one of "
                    + FORBIDDEN.strip() + ", and is \"" + raw + "\"");
        }
        if (ascii.isEmpty()) {
            throw new IllegalArgumentException("it must name a host");
        }
        List<String> parts = parts(ascii);
        return endsInNumber(parts) ? ipv4(parts, raw) : ascii;
    }

    private static String domain(String name) {
        try {
            return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "its host \"" + name + "\" is not a domain name: " + e.getMessage() + " (RFC 3490, \"ToASCII\")",
                    e);
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static String ipv6(String raw) {
        int percent = raw.indexOf('%');
        String address = percent < 0 ? raw : raw.substring(0, percent);
        String zone = percent < 0 ? "" : raw.substring(percent).replaceFirst("^%25", "%");
        if (!NetUtil.isValidIpV6Address(address) || zone.equals("%")) {
            throw new IllegalArgumentException(
                    "its host [" + raw + "] is not an IPv6 address (RFC 3986, section 3.2.2)");
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        try {
            return NetUtil.toAddressString(Inet6Address.getByAddress(null, bytes, -1)) + zone;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an IPv6 address", e);
        }
    }

    // IPv4 addresses, in all forms that the C library has ever read.

    /** Returns the labels, without an empty one at the end. */
    private static List<String> parts(String host) {
        List<String> parts = Arrays.asList(host.split("\\.", -1));
        boolean dotted = parts.size() > 1 && parts.get(parts.size() - 1).isEmpty();
        return dotted ? parts.subList(0, parts.size() - 1) : parts;
    }

    /** Returns whether the host can only be an IPv4 address (WHATWG URL, "ends in a number checker"). */
    private static boolean endsInNumber(List<String> parts) {
        String last = parts.get(parts.size() - 1);
        return !last.isEmpty() && (last.chars().allMatch(c -> c >= '0' && c <= '9') || number(last) >= 0);
    }

    /** Reads an IPv4 address (WHATWG URL, "IPv4 parser"). */
    private static String ipv4(List<String> parts, String raw) {
        long address = 0;
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            long number = number(parts.get(i));
            long limit = last ? 1L << 8 * (4 - i) : 256;
            if (parts.size() > 4 || number < 0 || number >= limit) {
                throw new IllegalArgumentException("its host \"" + raw
                        + "\" ends in a number, and is not an IPv4 address (WHATWG URL, \"IPv4 parser\")");
            }
            address = last ? address + number : address + (number << 8 * (3 - i));
        }
        return (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    /** Reads a decimal, octal or hexadecimal number; returns a negative one if it is none, or too large. */
    private static long number(String text) {
        boolean hexadecimal = text.startsWith("0x");
        boolean octal = !hexadecimal && text.length() > 1 && text.startsWith("0");
        String digits = text.substring(hexadecimal ? 2 : octal ? 1 : 0);
        if (text.isEmpty() || digits.startsWith("+") || digits.startsWith("-")) {
            return -1;
        }
        int zeros = 0;
        while (zeros < digits.length() && digits.charAt(zeros) == '0') {
            zeros++;
        }
        String significant = digits.substring(zeros);
        if (significant.length() > MAX_DIGITS) {
            return -1;
        }
        try {
            return significant.isEmpty() ? 0 : Long.parseLong(significant, hexadecimal ? 16 : octal ? 8 : 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
