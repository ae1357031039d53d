package dev.adieu.websocket.impl.endpoint;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.glassfish.tyrus.core.ReflectionHelper;
import org.glassfish.tyrus.core.coder.CoderAdapter;
import org.glassfish.tyrus.core.coder.PrimitiveDecoders;

/**
 * Turns messages into the objects that handlers take and back, with the coders of the configuration and the standard
 * ones.
 */
final class Coders {

    private static final Set<Class<?>> PRIMITIVES = Set.of(
            Boolean.class,
            Byte.class,
            Character.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class);

    private record DecoderType(Class<? extends Decoder> decoder, Class<?> type, boolean text) {}

    /**
     * A type that one encoder class encodes.
     *
     * @param kind the interface of {@link Encoder} that it implements for that
     */
    private record EncoderType(Class<? extends Encoder> encoder, Class<?> kind, Class<?> type) {}

    private final EndpointConfig config;
    private final SessionComponents components;
    private final List<DecoderType> decoders;
    private final List<EncoderType> encoders;

    Coders(EndpointConfig config, SessionComponents components) {
        this.config = config;
        this.components = components;
        // Tyrus adds its own to the configuration of annotated endpoints; this class does their work itself.
        this.decoders = config.getDecoders().stream()
                .filter(decoder -> decoder.getPackage() != CoderAdapter.class.getPackage())
                .flatMap(decoder -> Stream.of(
                                type(decoder, Decoder.Text.class, true), type(decoder, Decoder.TextStream.class, true),
                                type(decoder, Decoder.Binary.class, false),
                                        type(decoder, Decoder.BinaryStream.class, false))
                        .flatMap(Optional::stream))
                .toList();
        this.encoders =
                config.getEncoders().stream().distinct().flatMap(Coders::types).toList();
    }

    private static Stream<EncoderType> types(Class<? extends Encoder> encoder) {
        return Stream.of(Encoder.Text.class, Encoder.TextStream.class, Encoder.Binary.class, Encoder.BinaryStream.class)
                .filter(kind -> kind.isAssignableFrom(encoder))
                .map(kind -> new EncoderType(encoder, kind, typeOf(encoder, kind)));
    }

    private static Optional<DecoderType> type(Class<? extends Decoder> decoder, Class<?> kind, boolean text) {
        return kind.isAssignableFrom(decoder)
                ? Optional.of(new DecoderType(decoder, typeOf(decoder, kind), text))
                : Optional.empty();
    }

    private static Class<?> typeOf(Class<?> coder, Class<?> kind) {
        Class<?> type = ReflectionHelper.getClassType(coder, kind);
        return type == null ? Object.class : type;
    }

    /** Returns all classes of decoders, which decide which handlers may be added. */
    List<Class<? extends Decoder>> decoderClasses() {
        List<Class<? extends Decoder>> classes = new ArrayList<>();
        decoders.forEach(decoder -> classes.add(decoder.decoder()));
        classes.addAll(PrimitiveDecoders.ALL);
        return classes;
    }

    boolean decodesText(Class<?> type) {
        return type == String.class || type == Reader.class || PRIMITIVES.contains(type) || isDecoded(type, true);
    }

    boolean decodesBinary(Class<?> type) {
        return type == byte[].class || type == ByteBuffer.class || type == InputStream.class || isDecoded(type, false);
    }

    private boolean isDecoded(Class<?> type, boolean text) {
        return decoders.stream().anyMatch(decoder -> decoder.text() == text && type.isAssignableFrom(decoder.type()));
    }

    Object decodeText(String message, Class<?> type) throws DecodeException, IOException, DeploymentException {
        for (DecoderType candidate : decoders) {
            if (candidate.text() && type.isAssignableFrom(candidate.type())) {
                Decoder decoder = components.decoder(candidate.decoder(), config);
                if (decoder instanceof Decoder.TextStream<?> stream) {
                    return stream.decode(new StringReader(message));
                } else if (decoder instanceof Decoder.Text<?> text && text.willDecode(message)) {
                    return text.decode(message);
                }
            }
        }
        if (type.isAssignableFrom(String.class)) {
            return message;
        } else if (type == Reader.class) {
            return new StringReader(message);
        }
        Decoder.Text<?> primitive = PrimitiveDecoders.ALL_INSTANCES.get(type);
        if (primitive != null) {
            return primitive.decode(message);
        }
        throw new DecodeException(message, "no decoder takes this text message for a handler of " + type.getName());
    }

    Object decodeBinary(byte[] message, Class<?> type) throws DecodeException, IOException, DeploymentException {
        for (DecoderType candidate : decoders) {
            if (!candidate.text() && type.isAssignableFrom(candidate.type())) {
                Decoder decoder = components.decoder(candidate.decoder(), config);
                if (decoder instanceof Decoder.BinaryStream<?> stream) {
                    return stream.decode(new ByteArrayInputStream(message));
                } else if (decoder instanceof Decoder.Binary<?> binary && binary.willDecode(ByteBuffer.wrap(message))) {
                    return binary.decode(ByteBuffer.wrap(message));
                }
            }
        }
        if (type.isAssignableFrom(ByteBuffer.class)) {
            return ByteBuffer.wrap(message);
        } else if (type == byte[].class) {
            return message;
        } else if (type == InputStream.class) {
            return new ByteArrayInputStream(message);
        }
        throw new DecodeException(
                ByteBuffer.wrap(message), "no decoder takes this binary message for a handler of " + type.getName());
    }

    // Streams.

    /** Returns whether a text message for a handler of a type can be decoded while it comes. */
    boolean streamsText(Class<?> type) {
        return firstDecoder(type, true)
                .map(Decoder.TextStream.class::isAssignableFrom)
                .orElse(type == Reader.class);
    }

    /** Returns whether a binary message for a handler of a type can be decoded while it comes. */
    boolean streamsBinary(Class<?> type) {
        return firstDecoder(type, false)
                .map(Decoder.BinaryStream.class::isAssignableFrom)
                .orElse(type == InputStream.class);
    }

    private Optional<Class<? extends Decoder>> firstDecoder(Class<?> type, boolean text) {
        return decoders.stream()
                .filter(decoder -> decoder.text() == text && type.isAssignableFrom(decoder.type()))
                .<Class<? extends Decoder>>map(DecoderType::decoder)
                .findFirst();
    }

    /** Decodes text for a handler that {@linkplain #streamsText streams} it. */
    Object decodeTextStream(Reader message, Class<?> type) throws DecodeException, IOException, DeploymentException {
        Optional<Class<? extends Decoder>> decoder = firstDecoder(type, true);
        return decoder.isEmpty()
                ? message
                : ((Decoder.TextStream<?>) components.decoder(decoder.get(), config)).decode(message);
    }

    /** Decodes bytes for a handler that {@linkplain #streamsBinary streams} them. */
    Object decodeBinaryStream(InputStream message, Class<?> type)
            throws DecodeException, IOException, DeploymentException {
        Optional<Class<? extends Decoder>> decoder = firstDecoder(type, false);
        return decoder.isEmpty()
                ? message
                : ((Decoder.BinaryStream<?>) components.decoder(decoder.get(), config)).decode(message);
    }

    /** Returns a {@link String} or a {@link ByteBuffer} to send. */
    Object encode(Object message) throws EncodeException, IOException {
        for (EncoderType candidate : encoders) {
            if (candidate.type().isInstance(message)) {
                Object encoded = encode(message, candidate);
                if (encoded == null) {
                    throw new EncodeException(message, candidate.encoder().getName() + " returned null from encode");
                }
                return encoded;
            }
        }
        if (message instanceof String || message instanceof ByteBuffer) {
            return message;
        } else if (message instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        } else if (PRIMITIVES.contains(message.getClass())) {
            return message.toString();
        }
        throw new EncodeException(
                message,
                "no encoder takes an object of " + message.getClass().getName()
                        + "; name one in @ClientEndpoint(encoders = …) or in the ClientEndpointConfig");
    }

    private Object encode(Object message, EncoderType type) throws EncodeException, IOException {
        Coder coder;
        try {
            coder = components.encoder(type.encoder(), config);
        } catch (DeploymentException e) {
            throw new EncodeException(message, e.getMessage(), e);
        }
        return coder.encode(encoder -> encode(message, encoder, type.kind()));
    }

    @SuppressWarnings("unchecked")
    private static Object encode(Object message, Encoder encoder, Class<?> kind) throws EncodeException, IOException {
        if (kind == Encoder.Text.class) {
            return ((Encoder.Text<Object>) encoder).encode(message);
        } else if (kind == Encoder.Binary.class) {
            return ((Encoder.Binary<Object>) encoder).encode(message);
        } else if (kind == Encoder.TextStream.class) {
            StringWriter writer = new StringWriter();
            ((Encoder.TextStream<Object>) encoder).encode(message, writer);
            return writer.toString();
        } else {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ((Encoder.BinaryStream<Object>) encoder).encode(message, bytes);
            return ByteBuffer.wrap(bytes.toByteArray());
        }
    }
}
