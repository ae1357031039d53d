package dev.adieu.websocket.it.servers.application;

import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;

/** Puts a prefix in front. */
public class WordEncoder implements Encoder.Text<Word> {

    /** For the provider, which creates encoders. */
    public WordEncoder() {}

    @Override
    public void init(EndpointConfig config) {
        // There is nothing to prepare.
    }

    @Override
    public String encode(Word word) {
        return Word.PREFIX + word.text();
    }

    @Override
    public void destroy() {
        // There is nothing to free.
    }
}
