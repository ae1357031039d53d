package dev.adieu.websocket.impl.handshake;

import jakarta.websocket.Extension;
import java.util.List;

/** An extension as an application offers it. */
record OfferedExtension(String getName, List<Extension.Parameter> getParameters) implements Extension {

    /** One of its parameters. */
    record Value(String getName, String getValue) implements Extension.Parameter {}
}
