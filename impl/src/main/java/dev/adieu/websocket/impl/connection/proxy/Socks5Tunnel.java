package dev.adieu.websocket.impl.connection.proxy;

import dev.adieu.websocket.impl.connection.auth.UserInfo;
import io.netty.buffer.ByteBuf;
import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** SOCKS 5: the way to authenticate (RFC 1928, section 3; RFC 1929), then the request (RFC 1928, section 4). */
final class Socks5Tunnel extends SocksTunnel {

    private static final int VERSION = 5;
    private static final int NO_AUTHENTICATION = 0;
    private static final int PASSWORD = 2;
    /** Of the negotiation about the password. */
    private static final int PASSWORD_VERSION = 1;

    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    private static final int MAX_LENGTH = 255;

    /** The answer of the proxy that comes next. */
    private enum Awaited {
        METHOD,
        PASSWORD_STATUS,
        REPLY
    }

    private Awaited awaited = Awaited.METHOD;

    Socks5Tunnel(Tunnel tunnel) {
        super(tunnel);
    }

    @Override
    void begin(ByteBuf out) {
        if (tunnel.proxy().credentials() == null && !tunnel.mayAsk()) {
            out.writeByte(VERSION).writeByte(1).writeByte(NO_AUTHENTICATION);
        } else {
            out.writeByte(VERSION).writeByte(2).writeByte(NO_AUTHENTICATION).writeByte(PASSWORD);
        }
    }

    @Override
    boolean read(ByteBuf in, ByteBuf out) throws TunnelRefusedException {
        if (in.readableBytes() < 2) {
            return false;
        }
        return switch (awaited) {
            case METHOD -> {
                readMethod(in, out);
                yield false;
            }
            case PASSWORD_STATUS -> {
                readPasswordStatus(in, out);
                yield false;
            }
            case REPLY -> readReply(in);
        };
    }

    private void readMethod(ByteBuf in, ByteBuf out) throws TunnelRefusedException {
        checkVersion(in.readUnsignedByte());
        int method = in.readUnsignedByte();
        UserInfo credentials = tunnel.proxy().credentials();
        if (method == NO_AUTHENTICATION) {
            request(out);
        } else if (method == PASSWORD && credentials != null) {
            out.writeByte(PASSWORD_VERSION);
            writeText(out, "the user name", credentials.user());
            writeText(out, "the password", credentials.password());
            awaited = Awaited.PASSWORD_STATUS;
        } else {
            TunnelRefusedException refusal = tunnel.refused(
                    credentials == null
                            ? "it wants credentials, which the URI in adieu.proxy can have (user:password@)"
                            : "it takes neither a password nor clients without one",
                    null);
            if (method != PASSWORD || !tunnel.mayAsk()) {
                throw refusal;
            }
            tunnel.listener().tunnelChallenged(List.of(), refusal);
        }
    }

    private void readPasswordStatus(ByteBuf in, ByteBuf out) throws TunnelRefusedException {
        in.skipBytes(1);
        if (in.readUnsignedByte() != 0) {
            throw tunnel.refused("it does not accept the credentials", null);
        }
        request(out);
    }

    private void request(ByteBuf out) throws TunnelRefusedException {
        out.writeByte(VERSION).writeByte(CONNECT).writeByte(0);
        String host = tunnel.host();
        if (NetUtil.isValidIpV4Address(host)) {
            out.writeByte(IPV4).writeBytes(NetUtil.createByteArrayFromIpAddressString(host));
        } else if (NetUtil.isValidIpV6Address(host)) {
            out.writeByte(IPV6).writeBytes(NetUtil.createByteArrayFromIpAddressString(host));
        } else {
            out.writeByte(NAME);
            writeText(out, "the host", host);
        }
        out.writeShort(tunnel.port());
        awaited = Awaited.REPLY;
    }

    private void writeText(ByteBuf out, String what, String text) throws TunnelRefusedException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_LENGTH) {
            throw tunnel.refused(
                    what + " has " + bytes.length + " bytes, and SOCKS 5 takes " + MAX_LENGTH + " at most", null);
        }
        out.writeByte(bytes.length).writeBytes(bytes);
    }

    private boolean readReply(ByteBuf in) throws TunnelRefusedException {
        int start = in.readerIndex();
        checkVersion(in.getUnsignedByte(start));
        int reply = in.getUnsignedByte(start + 1);
        if (reply != 0) {
            throw tunnel.refused("it answered " + reply + " (" + meaning(reply) + ")", null);
        }
        // Version, reply, a reserved byte, and the type and first byte of an address that is of no interest.
        if (in.readableBytes() < 5) {
            return false;
        }
        int addressBytes = switch (in.getUnsignedByte(start + 3)) {
            case IPV4 -> 4;
            case NAME -> 1 + in.getUnsignedByte(start + 4);
            case IPV6 -> 16;
            default -> throw tunnel.refused("its answer has an address of an unknown type", null);
        };
        int length = 4 + addressBytes + 2;
        if (in.readableBytes() < length) {
            return false;
        }
        in.skipBytes(length);
        return true;
    }

    private void checkVersion(int version) throws TunnelRefusedException {
        if (version != VERSION) {
            throw tunnel.refused("its answer is not one of SOCKS 5: it begins with " + version, null);
        }
    }

    /** Returns what a reply means (RFC 1928, section 6). */
    private static String meaning(int reply) {
        return switch (reply) {
            case 1 -> "general failure";
            case 2 -> "not allowed by its rules";
            case 3 -> "network unreachable";
            case 4 -> "host unreachable";
            case 5 -> "connection refused";
            case 6 -> "TTL expired";
            case 7 -> "command not supported";
            case 8 -> "address type not supported";
            default -> "unassigned";
        };
    }
}
