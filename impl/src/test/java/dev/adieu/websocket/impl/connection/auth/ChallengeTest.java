package dev.adieu.websocket.impl.connection.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChallengeTest {

    private static List<Challenge> parse(String... values) {
        return Challenge.parse(List.of(values));
    }

    @Test
    void severalChallengesMayShareOneValue() {
        assertThat(parse("Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\", Basic realm=\"simple\""))
                .extracting(Challenge::scheme, Challenge::parameters)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "Newauth", Map.of("realm", "apps", "type", "1", "title", "Login to \"apps\"")),
                        org.assertj.core.groups.Tuple.tuple("Basic", Map.of("realm", "simple")));
    }

    @Test
    void aChallengeMayHaveAToken68() {
        assertThat(parse("Negotiate YWJj==, Basic realm = x"))
                .extracting(Challenge::text)
                .containsExactly("Negotiate YWJj==", "Basic realm = x");
    }

    @Test
    void aLongQuotedStringNeedsNoStack() {
        String realm = "r".repeat(60_000);
        assertThat(parse("Basic realm=\"" + realm + "\""))
                .singleElement()
                .satisfies(challenge -> assertThat(challenge.parameters()).containsEntry("realm", realm));
        assertThat(parse("Basic realm=\"" + "\\a".repeat(30_000))).hasSize(1);
    }
}
