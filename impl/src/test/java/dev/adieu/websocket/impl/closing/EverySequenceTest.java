package dev.adieu.websocket.impl.closing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.ReadyState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The invariants of every connection, whatever happens to it in whatever order: see {@link Observer} for the rules. */
@Tag("long")
class EverySequenceTest {

    private static final int LENGTH_FROM_THE_BEGINNING = 6;
    private static final int LENGTH_FROM_ANYWHERE = 5;

    /** A connection, what was seen of it, and the facts that led there. */
    private record Node(Closing closing, Observer seen, List<Fact> path) {

        static Node begin(CloseRules rules) {
            Closing.Step begin = Closing.begin(rules);
            return new Node(begin.next(), Observer.of(rules, begin), List.of());
        }

        Node after(Fact fact) {
            List<Fact> longer = new ArrayList<>(path);
            longer.add(fact);
            Closing.Step step = closing.after(fact);
            try {
                return new Node(step.next(), seen.after(closing, fact, step), longer);
            } catch (AssertionError broken) {
                throw new AssertionError(broken.getMessage() + "\nafter " + longer, broken);
            }
        }

        boolean isClosed() {
            return closing.state() == ReadyState.CLOSED;
        }
    }

    /** The part of the state that decides the future of a connection. */
    private record Situation(Closing closing, Observer seen) {}

    /** Returns every situation that can be reached, by the shortest way: checks each step of each on the way. */
    private static List<Node> reachable(CloseRules rules) {
        Map<Situation, Node> found = new LinkedHashMap<>();
        ArrayDeque<Node> open = new ArrayDeque<>(List.of(Node.begin(rules)));
        while (!open.isEmpty()) {
            Node node = open.poll();
            if (found.putIfAbsent(new Situation(node.closing(), node.seen()), node) == null) {
                Facts.possible(node.seen().running()).forEach(fact -> open.add(node.after(fact)));
            }
        }
        return List.copyOf(found.values());
    }

    @ParameterizedTest
    @EnumSource(CloseRules.class)
    void everyStepFromEverySituationThatCanBeReachedKeepsTheRules(CloseRules rules) {
        List<Node> nodes = reachable(rules);
        assertThat(nodes).hasSizeBetween(50, 5_000);
        assertThat(nodes.stream().map(node -> node.closing().state())).contains(ReadyState.values());
        assertThat(nodes.stream().map(node -> node.closing().sent())).contains(Closing.Sent.values());
        assertThat(nodes).anyMatch(node -> node.isClosed() && node.path().size() >= 5);
        System.out.println(nodes.size() + " situations, "
                + nodes.stream().map(Node::closing).distinct().count() + " states, the farthest after "
                + nodes.stream().mapToInt(node -> node.path().size()).max().orElseThrow() + " facts");
    }

    @ParameterizedTest
    @EnumSource(CloseRules.class)
    void everySequenceOfFactsFromTheBeginningKeepsTheRules(CloseRules rules) {
        Closing.Step begin = Closing.begin(rules);
        AtomicLong sequences = new AtomicLong();
        follow(begin.next(), Observer.of(rules, begin), new Fact[LENGTH_FROM_THE_BEGINNING], 0, sequences);
        System.out.println(
                sequences + " sequences of up to " + LENGTH_FROM_THE_BEGINNING + " facts from the beginning");
        assertThat(sequences.get()).isGreaterThan(100_000);
    }

    @ParameterizedTest
    @EnumSource(CloseRules.class)
    void everySequenceOfFactsFromEveryStateKeepsTheRules(CloseRules rules) {
        AtomicLong sequences = new AtomicLong();
        Map<Closing, Node> states = new LinkedHashMap<>();
        reachable(rules).forEach(node -> states.putIfAbsent(node.closing(), node));
        states.values().parallelStream()
                .forEach(start -> follow(start.closing(), start.seen(), new Fact[LENGTH_FROM_ANYWHERE], 0, sequences));
        System.out.println(
                sequences + " sequences of up to " + LENGTH_FROM_ANYWHERE + " facts from " + states.size() + " states");
        assertThat(sequences.get()).isGreaterThan(100_000);
    }

    /**
     * Follows all ways from here. A closed connection is not followed: what it does with each fact is one step, which
     * is checked.
     */
    private static void follow(Closing closing, Observer seen, Fact[] path, int length, AtomicLong sequences) {
        sequences.incrementAndGet();
        if (length == path.length) {
            return;
        }
        for (Fact fact : Facts.possible(seen.running())) {
            path[length] = fact;
            Closing.Step step = closing.after(fact);
            Observer next;
            try {
                next = seen.after(closing, fact, step);
            } catch (AssertionError broken) {
                throw new AssertionError(
                        broken.getMessage() + "\nafter " + Arrays.asList(path).subList(0, length + 1) + " from "
                                + closing,
                        broken);
            }
            if (closing.state() != ReadyState.CLOSED) {
                follow(step.next(), next, path, length + 1, sequences);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(CloseRules.class)
    void everyPathEndsOnceClosingHasBegunThoughThePeerDoesNothingMore(CloseRules rules) {
        for (Node start : reachable(rules)) {
            if (start.closing().state() == ReadyState.CLOSING || start.closing().state() == ReadyState.CONNECTING) {
                assertThat(lastOf(start).isClosed())
                        .as("after %s", start.path())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(CloseRules.class)
    void everyPathEndsThoughTheTransportTakesEveryByteAndThePeerSendsNothing(CloseRules rules) {
        for (Node start : reachable(rules)) {
            if (start.closing().state() == ReadyState.CLOSING) {
                assertThat(lastOf(start.after(Facts.CLOSE_WRITTEN)).isClosed())
                        .as("after %s", start.path())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(CloseRules.class)
    void everyPathEndsWithOneReportAtTheEndOfTcp(CloseRules rules) {
        for (Node start : reachable(rules)) {
            assertThat(start.after(Facts.TCP_ENDED).seen().reported())
                    .as("after %s", start.path())
                    .isTrue();
            assertThat(start.after(Facts.TCP_BROKE).seen().reported())
                    .as("after %s", start.path())
                    .isTrue();
        }
    }

    /** Returns the state that is reached if only timers run out, and TCP ends when it is asked to. */
    private static Node lastOf(Node start) {
        Node node = start;
        for (int steps = 0; steps < 5 && !node.isClosed(); steps++) {
            if (node.seen().tcpEnd() != null) {
                node = node.after(Facts.TCP_ENDED);
            } else {
                CloseTimer timer = node.seen().running().iterator().next();
                node = node.after(timer == CloseTimer.CONNECT ? Facts.ATTEMPT_FAILED : new Fact.TimedOut(timer));
            }
        }
        return node;
    }
}
