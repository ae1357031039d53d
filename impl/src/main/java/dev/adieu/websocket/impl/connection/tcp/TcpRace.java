package dev.adieu.websocket.impl.connection.tcp;

import dev.adieu.websocket.impl.connection.loop.Timing;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Connects TCP to the first address of a host that answers (RFC 8305, section 5). An address that swallows packets
 * delays the next one by {@link #DELAY} and does no other harm. Event loop only.
 */
public final class TcpRace {

    /** The "Connection Attempt Delay" of RFC 8305, section 8. */
    static final Duration DELAY = Duration.ofMillis(250);

    /** Receives the result of the race, once; nothing if it is cancelled. */
    public interface Listener {

        /** Takes the connection. Its pipeline is empty: who adds handlers fires {@code channelActive} as well. */
        void connected(Channel channel);

        /** Called when no address has connected. */
        void unreachable(Throwable failure);
    }

    private final EventLoop loop;
    private final Timing timing;
    private final ChannelFactory<? extends SocketChannel> channels;
    private final String host;
    private final List<InetAddress> addresses;
    private final int port;
    private final Listener listener;
    private final RaceState state;
    /** The failure of each address that was tried; {@code null} while it has not answered. */
    private final Map<InetAddress, @Nullable Throwable> answers = new LinkedHashMap<>();

    private final List<Channel> running = new ArrayList<>(1);
    /** Runs while {@link RaceState#hasMore()}; {@code null} if it never did. */
    private @Nullable Future<?> delay;

    /**
     * Creates a race.
     *
     * @param host for messages
     * @param addresses at least one, as the platform has sorted them
     */
    public TcpRace(
            EventLoop loop,
            Timing timing,
            ChannelFactory<? extends SocketChannel> channels,
            String host,
            List<InetAddress> addresses,
            int port,
            Listener listener) {
        this.loop = loop;
        this.timing = timing;
        this.channels = channels;
        this.host = host;
        this.addresses = AddressOrder.interleaved(addresses.stream().distinct().toList());
        this.port = port;
        this.listener = listener;
        this.state = new RaceState(this.addresses.size());
    }

    /** Begins. */
    public void begin() {
        take(state.delayOver());
    }

    /** Closes everything, without calling the listener. */
    public void cancel() {
        state.cancel();
        end();
    }

    private void take(RaceState.Step step) {
        if (step == RaceState.Step.TRY) {
            tryNext();
        } else if (step == RaceState.Step.FAIL) {
            end();
            listener.unreachable(failure());
        }
    }

    private void tryNext() {
        InetAddress address = addresses.get(answers.size());
        answers.put(address, null);
        stopDelay();
        if (state.hasMore()) {
            delay = timing.schedule(loop, DELAY, () -> take(state.delayOver()));
        }
        Channel channel;
        try {
            channel = channels.newChannel();
        } catch (ChannelException e) {
            failed(address, e);
            return;
        }
        running.add(channel);
        channel.config().setOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
        channel.pipeline().addLast(new Finish());
        ChannelFuture registered = loop.register(channel);
        ChannelFuture connecting =
                registered.isSuccess() ? channel.connect(new InetSocketAddress(address, port)) : registered;
        connecting.addListener(result -> {
            // Not if it was closed here, because the race is over.
            if (!result.isSuccess() && running.remove(channel)) {
                close(channel);
                failed(address, result.cause());
            }
        });
    }

    private static void close(Channel channel) {
        if (channel.isRegistered()) {
            channel.close();
        } else {
            channel.unsafe().closeForcibly();
        }
    }

    private void failed(InetAddress address, Throwable failure) {
        answers.put(address, failure);
        take(state.failed());
    }

    /** The only handler of a channel until it has connected. */
    private final class Finish extends ChannelInboundHandlerAdapter {

        /** Not passed on: the handlers that make use of the connection do not exist yet. */
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            Channel channel = ctx.channel();
            if (state.connected() == RaceState.Step.KEEP) {
                running.remove(channel);
                end();
                ctx.pipeline().remove(this);
                listener.connected(channel);
            } else {
                channel.close();
            }
        }
    }

    private void end() {
        stopDelay();
        List<Channel> losers = List.copyOf(running);
        running.clear();
        losers.forEach(Channel::close);
    }

    private void stopDelay() {
        if (delay != null) {
            delay.cancel(false);
        }
    }

    /** Returns a failure that lists the answers of all addresses, and is of the kind of the only one. */
    private Throwable failure() {
        String message = "TCP failed: " + this;
        if (answers.size() == 1) {
            Throwable only = answers.values().iterator().next();
            return only instanceof IOException cause ? NetworkFailures.of(message, cause) : only;
        }
        boolean noRoute = answers.values().stream().allMatch(NoRouteToHostException.class::isInstance);
        IOException all = noRoute ? new NoRouteToHostException(message) : new ConnectException(message);
        answers.values().forEach(all::addSuppressed);
        return all;
    }

    /**
     * Returns what each address answered that was tried. An address that the application itself gave is not repeated.
     */
    @Override
    public String toString() {
        if (addresses.size() == 1 && NetUtil.isValidIpV4Address(host) | NetUtil.isValidIpV6Address(host)) {
            return said(answers.get(addresses.get(0)));
        }
        String tried = answers.entrySet().stream()
                .map(answer -> answer.getKey().getHostAddress() + " (" + said(answer.getValue()) + ")")
                .collect(Collectors.joining(", "));
        return answers.size() == addresses.size()
                ? tried
                : tried + "; " + answers.size() + " of " + addresses.size() + " addresses";
    }

    private static String said(@Nullable Throwable answer) {
        if (answer == null) {
            return "no answer";
        }
        // Netty's message repeats the address, and the one below it does not.
        Throwable said = answer instanceof SocketException && answer.getCause() != null ? answer.getCause() : answer;
        return said.getMessage() == null ? said.getClass().getName() : said.getMessage();
    }
}
