package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.impl.connection.handshake.OpeningHandshake;
import dev.adieu.websocket.impl.connection.http.HttpToken;
import jakarta.websocket.Extension;
import java.util.List;
import java.util.stream.Collectors;

/** Extensions between Jakarta's objects and what stands in the header (RFC 6455, section 9.1). */
final class Extensions {

    static final String DEFLATE = "permessage-deflate";

    private record Named(String getName, List<Extension.Parameter> getParameters) implements Extension {}

    private record Parameter(String getName, String getValue) implements Extension.Parameter {}

    private Extensions() {}

    static Extension deflate() {
        return new Named(DEFLATE, List.of());
    }

    static List<Extension> of(List<OpeningHandshake.Extension> agreed) {
        return agreed.stream()
                .map(extension -> (Extension) new Named(
                        extension.name(),
                        extension.parameters().entrySet().stream()
                                .map(parameter ->
                                        (Extension.Parameter) new Parameter(parameter.getKey(), parameter.getValue()))
                                .toList()))
                .toList();
    }

    static String header(Extension extension) {
        return extension.getName()
                + extension.getParameters().stream()
                        .map(parameter -> "; " + parameter.getName() + value(parameter.getValue()))
                        .collect(Collectors.joining());
    }

    private static String value(String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        return HttpToken.is(value) ? "=" + value : "=\"" + value + "\"";
    }
}
