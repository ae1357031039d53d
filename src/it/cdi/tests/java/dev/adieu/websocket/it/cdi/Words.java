package dev.adieu.websocket.it.cdi;

import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseCodesBy;
import dev.adieu.websocket.CloseContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.util.List;
import java.util.Map;

/** Everything that an application may give to the provider, each with something injected and an interceptor. */
final class Words {

    static final Class<?>[] SURROUNDINGS = {Journal.class, Tracer.class, PerRequest.class};
    static final Class<?>[] COMPONENTS = {
        WordEndpoint.class,
        WordEncoder.class,
        WordDecoder.class,
        WordConfigurator.class,
        WordStrategy.class,
        ProgrammaticEndpoint.class
    };

    private Words() {}

    /** Knows how often it was used in this request. */
    @RequestScoped
    public static class PerRequest {

        private int uses;

        public int use() {
            return ++uses;
        }
    }

    @Traced
    @CloseCodesBy(WordStrategy.class)
    @ClientEndpoint(encoders = WordEncoder.class, decoders = WordDecoder.class, configurator = WordConfigurator.class)
    public static class WordEndpoint {

        @Inject
        private Journal journal;

        @Inject
        private PerRequest request;

        @OnOpen
        public void open(Session session) {
            journal.add("open, use " + request.use() + " of the request");
        }

        @OnMessage
        public void word(Word word) {
            journal.add("word " + word.text() + ", use " + request.use() + " of the request");
        }

        @OnClose
        public void close(CloseReason reason) {
            journal.add("close " + reason.getCloseCode().getCode() + ", use " + request.use() + " of the request");
        }
    }

    @Traced
    public static class ProgrammaticEndpoint extends Endpoint {

        @Inject
        private Journal journal;

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            journal.add("programmatic open");
            session.addMessageHandler(
                    String.class, (MessageHandler.Whole<String>) text -> journal.add("programmatic " + text));
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            journal.add("programmatic close " + reason.getCloseCode().getCode());
        }
    }

    @Traced
    public static class WordEncoder implements Encoder.Text<Word> {

        @Inject
        private Journal journal;

        @Override
        public String encode(Word word) {
            journal.add("encode " + word.text());
            return word.text();
        }
    }

    @Traced
    public static class WordDecoder implements Decoder.Text<Word> {

        @Inject
        private Journal journal;

        @Override
        public Word decode(String text) {
            journal.add("decode " + text);
            return new Word(text);
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }
    }

    @Traced
    public static class WordConfigurator extends ClientEndpointConfig.Configurator {

        @Inject
        private Journal journal;

        @Override
        public void beforeRequest(Map<String, List<String>> headers) {
            journal.add("before request");
        }
    }

    @Traced
    public static class WordStrategy implements CloseCodeStrategy {

        @Inject
        private Journal journal;

        @Override
        public CloseReason choose(CloseContext context) {
            journal.add("choose for " + context.cause() + " of "
                    + context.endpointClass().getSimpleName());
            return new CloseReason(() -> 4321, "chosen");
        }
    }
}
