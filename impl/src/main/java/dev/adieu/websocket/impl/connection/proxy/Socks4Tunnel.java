package dev.adieu.websocket.impl.connection.proxy;

import dev.adieu.websocket.impl.connection.auth.UserInfo;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** SOCKS 4a ("SOCKS 4A: A Simple Extension to SOCKS 4 Protocol"): one request, one answer. */
final class Socks4Tunnel extends SocksTunnel {

    private static final int VERSION = 4;
    private static final int CONNECT = 1;
    /** An address that cannot be meant: the name behind it is. */
    private static final int NAME_FOLLOWS = 0x00000001;

    private static final int ANSWER_BYTES = 8;
    private static final int GRANTED = 90;

    Socks4Tunnel(Tunnel tunnel) {
        super(tunnel);
    }

    @Override
    void begin(ByteBuf out) {
        out.writeByte(VERSION).writeByte(CONNECT).writeShort(tunnel.port()).writeInt(NAME_FOLLOWS);
        UserInfo credentials = tunnel.proxy().credentials();
        if (credentials != null) {
            out.writeCharSequence(credentials.user(), StandardCharsets.UTF_8);
        }
        out.writeByte(0);
        out.writeCharSequence(tunnel.host(), StandardCharsets.US_ASCII);
        out.writeByte(0);
    }

    @Override
    boolean read(ByteBuf in, ByteBuf out) throws TunnelRefusedException {
        if (in.readableBytes() < ANSWER_BYTES) {
            return false;
        }
        int version = in.readUnsignedByte();
        int status = in.readUnsignedByte();
        in.skipBytes(ANSWER_BYTES - 2);
        if (version != 0) {
            throw tunnel.refused("its answer is not one of SOCKS 4: it begins with " + version, null);
        }
        if (status != GRANTED) {
            throw tunnel.refused(
                    "it answered " + status
                            + switch (status) {
                                case 91 -> " (rejected or failed)";
                                case 92 -> " (it cannot reach identd on this machine)";
                                case 93 -> " (identd on this machine names another user)";
                                default -> "";
                            },
                    null);
        }
        return true;
    }
}
