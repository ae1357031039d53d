package dev.adieu.websocket.impl.connection.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermessageDeflateTest {

    private static PermessageDeflate parse(String answer, String offers) {
        return PermessageDeflate.parse(Extension.parse(List.of(answer)).get(0), Extension.parse(List.of(offers)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate | permessage-deflate | true | true",
                "permessage-deflate; server_no_context_takeover | permessage-deflate | true | false",
                "permessage-deflate; client_no_context_takeover | permessage-deflate | false | true",
                "permessage-deflate | permessage-deflate; client_no_context_takeover | false | true",
                "permessage-deflate;server_max_window_bits=\"10\" | permessage-deflate | true | true",
                "permessage-deflate; server_max_window_bits=9 | permessage-deflate; server_max_window_bits=10 | true | true",
                "permessage-deflate; client_max_window_bits=15 | permessage-deflate; client_max_window_bits | true | true",
                "permessage-deflate; client_max_window_bits=15 | permessage-deflate; client_max_window_bits=15 | true | true",
                "permessage-deflate | x; permessage-deflate, permessage-deflate; client_max_window_bits | true | true",
                "permessage-deflate; client_max_window_bits=15"
                        + " | permessage-deflate; server_no_context_takeover, permessage-deflate; client_max_window_bits"
                        + " | true | true"
            })
    void anAnswerThatMeetsOneOfTheOffersIsTaken(
            String answer, String offers, boolean clientKeepsContext, boolean serverKeepsContext) {
        assertThat(parse(answer, offers)).isEqualTo(new PermessageDeflate(clientKeepsContext, serverKeepsContext));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "; client_max_window_bits=15 | permessage-deflate | client_max_window_bits, which was not offered",
                "; client_max_window_bits | permessage-deflate; client_max_window_bits | without a value",
                "; client_max_window_bits=10 | permessage-deflate; client_max_window_bits | only a window of 15 bits",
                "; client_max_window_bits=16 | permessage-deflate; client_max_window_bits | from 8 to 15",
                "; server_max_window_bits | permessage-deflate | without a value",
                "; server_max_window_bits=7 | permessage-deflate | from 8 to 15",
                "; server_max_window_bits=16 | permessage-deflate | from 8 to 15",
                "; server_max_window_bits=010 | permessage-deflate | without a leading zero",
                "; server_max_window_bits=99999999999 | permessage-deflate | from 8 to 15",
                "; server_max_window_bits=11 | permessage-deflate; server_max_window_bits=10 | 10 as the most",
                "'' | permessage-deflate; server_max_window_bits=10 | 10 as the most",
                "'' | permessage-deflate; server_no_context_takeover | server_no_context_takeover, which was offered",
                "; server_no_context_takeover=1 | permessage-deflate | must have none",
                "; client_no_context_takeover; client_no_context_takeover | permessage-deflate | twice",
                "; Client_No_Context_Takeover | permessage-deflate | unknown parameter",
                "; x=1 | permessage-deflate | unknown parameter",
                "'' | x | was not offered"
            })
    void anAnswerThatRfc7692ForbidsIsRefusedByName(String parameters, String offers, String rule) {
        assertThatThrownBy(() -> parse("permessage-deflate" + parameters, offers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the extension permessage-deflate ")
                .hasMessageContaining(rule);
    }

    @Test
    void aSmallerWindowOfTheClientCannotBeOffered() {
        assertThatThrownBy(() -> PermessageDeflate.checkOffers(
                        Extension.parse(List.of("x; y, permessage-deflate; client_max_window_bits=9"))))
                .hasMessageContaining("client_max_window_bits=9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | []",
                "' , ,' | []",
                "a | [a]",
                "a , b;c;d = e\t; f=\"g\" | [a, b; c; d=e; f=g]",
                "a; b=\"\\g\" | [a; b=g]"
            })
    void extensionsAreReadWithTheirParameters(String value, String expected) {
        assertThat(Extension.parse(List.of(value)).stream()
                        .map(extension -> extension.name()
                                + extension.parameters().stream()
                                        .map(p -> "; " + p.name() + (p.value() == null ? "" : "=" + p.value()))
                                        .reduce("", String::concat))
                        .toList())
                .hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"; | 0", "a; | 2", "a b | 2", "a;; | 2", "a; b= | 5", "a; b=\"c d\" | 5", "a; b=\"c | 5", "ä | 0"})
    void aMalformedHeaderIsRefusedWithThePlaceWhereItIs(String value, int index) {
        assertThatThrownBy(() -> Extension.parse(List.of(value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at index " + index + " must be ");
    }
}
