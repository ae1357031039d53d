package dev.adieu.websocket.impl.connection.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.impl.connection.frame.Opcode;
import dev.adieu.websocket.impl.connection.frame.OutgoingFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SendQueueTest {

    private final SendQueue outbox = new SendQueue();
    private final QueuedFrame one = frame();
    private final QueuedFrame two = frame();
    private final QueuedFrame pong = frame();
    private final QueuedFrame close = frame();

    private static QueuedFrame frame() {
        return frame(0);
    }

    private static QueuedFrame frame(int size) {
        return new QueuedFrame(OutgoingFrame.data(Opcode.BINARY, true, ByteBuffer.allocate(size)), failure -> {});
    }

    private List<QueuedFrame> rest() {
        return outbox.next(Integer.MAX_VALUE);
    }

    @Test
    void dataGoesInTheOrderInWhichItWasAcceptedAndCloseLastAndOnce() {
        outbox.add(one);
        outbox.add(two);
        outbox.close(close);
        assertThat(rest()).containsExactly(one, two, close);
        assertThat(outbox.next(Integer.MAX_VALUE)).isEmpty();
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void aPongOvertakesDataAndNeverFollowsClose() {
        outbox.add(one);
        outbox.close(close);
        assertThat(outbox.answerPing(pong)).isNull();
        assertThat(rest()).containsExactly(pong, one, close);
        assertThat(outbox.answerPing(pong)).isSameAs(pong);
        assertThat(outbox.next(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void onlyTheLatestPingIsAnswered() {
        QueuedFrame later = frame();
        assertThat(outbox.answerPing(pong)).isNull();
        assertThat(outbox.answerPing(later)).isSameAs(pong);
        assertThat(rest()).containsExactly(later);
    }

    @Test
    void whatHasNotBeenWrittenCanBeTakenBackOnce() {
        outbox.add(one);
        outbox.add(two);
        assertThat(outbox.withdraw(one)).isTrue();
        assertThat(outbox.withdraw(one)).isFalse();
        assertThat(rest()).containsExactly(two);
        assertThat(outbox.withdraw(two)).isFalse();
    }

    @Test
    void closingAtOnceGivesBackAllThatWillNotBeWritten() {
        outbox.add(one);
        outbox.answerPing(pong);
        assertThat(outbox.drain()).containsExactly(one, pong);
        outbox.close(close);
        assertThat(rest()).containsExactly(close);
        assertThat(outbox.drain()).isEmpty();
    }

    @Test
    void asManyGoTogetherAsHaveSoManyBytesOrOneAloneThatHasMore() {
        QueuedFrame large = frame(11);
        QueuedFrame four = frame(4);
        QueuedFrame six = frame(6);
        List.of(large, four, six, one).forEach(outbox::add);
        assertThat(outbox.next(10)).containsExactly(large);
        assertThat(outbox.next(10)).containsExactly(four, six, one);
        assertThat(outbox.next(10)).isEmpty();
    }

    @Test
    void everyFrameIsEitherWrittenOrGivenBackAndNoneTwice() {
        long seed = new Random().nextLong();
        System.out.println("random outboxes with the seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            SendQueue box = new SendQueue();
            List<QueuedFrame> given = new ArrayList<>();
            List<QueuedFrame> written = new ArrayList<>();
            List<QueuedFrame> back = new ArrayList<>();
            boolean closed = false;
            for (int step = 0; step < 20; step++) {
                QueuedFrame frame = frame(random.nextInt(4));
                int what = random.nextInt(10);
                if (what < 4 && !closed) {
                    box.add(frame);
                    given.add(frame);
                } else if (what == 4) {
                    QueuedFrame replaced = box.answerPing(frame);
                    given.add(frame);
                    back.addAll(replaced == null ? List.of() : List.of(replaced));
                } else if (what == 5 && !closed) {
                    box.close(frame);
                    given.add(frame);
                    closed = true;
                } else if (what == 6 && !given.isEmpty()) {
                    QueuedFrame some = given.get(random.nextInt(given.size()));
                    back.addAll(box.withdraw(some) ? List.of(some) : List.of());
                } else {
                    written.addAll(box.next(random.nextInt(8)));
                }
            }
            back.addAll(box.drain());
            assertThat(box.next(Integer.MAX_VALUE)).isEmpty();
            written.addAll(back);
            assertThat(written).containsExactlyInAnyOrderElementsOf(given);
        }
    }
}
