package dev.adieu.websocket.it.servers.application;

import jakarta.websocket.Decoder;
import jakarta.websocket.EndpointConfig;

/** Takes the prefix away. */
public class WordDecoder implements Decoder.Text<Word> {

    /** For the provider, which creates decoders. */
    public WordDecoder() {}

    @Override
    public void init(EndpointConfig config) {
        // There is nothing to prepare.
    }

    @Override
    public boolean willDecode(String text) {
        return text.startsWith(Word.PREFIX);
    }

    @Override
    public Word decode(String text) {
        return new Word(text.substring(Word.PREFIX.length()));
    }

    @Override
    public void destroy() {
        // There is nothing to free.
    }
}
