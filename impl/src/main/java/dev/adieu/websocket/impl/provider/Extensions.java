package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.impl.connection.handshake.PermessageDeflate;
import dev.adieu.websocket.impl.connection.http.HttpToken;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Converts extensions between Jakarta's objects and the values of the header (RFC 6455, section 9.1). */
final class Extensions {

    private record Named(String getName, List<Extension.Parameter> getParameters) implements Extension {}

    private record Parameter(String getName, @Nullable String getValue) implements Extension.Parameter {}

    private Extensions() {}

    static Extension deflate() {
        return new Named(PermessageDeflate.NAME, List.of());
    }

    static List<Extension> of(List<dev.adieu.websocket.impl.connection.handshake.Extension> agreed) {
        return agreed.stream()
                .map(extension -> (Extension) new Named(
                        extension.name(),
                        extension.parameters().stream()
                                .map(parameter ->
                                        (Extension.Parameter) new Parameter(parameter.name(), parameter.value()))
                                .toList()))
                .toList();
    }

    /**
     * Checks what an application offers.
     *
     * @throws DeploymentException if something is {@code null}, or is not a token
     */
    static List<Extension> check(@Nullable List<Extension> offered) throws DeploymentException {
        if (offered == null) {
            throw new DeploymentException(
                    "ClientEndpointConfig.getExtensions() returned null; return an empty list if there are none");
        }
        for (Extension extension : offered) {
            if (extension == null) {
                throw new DeploymentException("ClientEndpointConfig.getExtensions() contains null");
            }
            checkToken("the name of the extension", extension.getName());
            if (extension.getParameters() == null) {
                throw new DeploymentException("the extension \"" + extension.getName()
                        + "\" cannot be offered: its parameters must not be null; return an empty list");
            }
            for (Extension.Parameter parameter : extension.getParameters()) {
                if (parameter == null) {
                    throw new DeploymentException("the extension \"" + extension.getName()
                            + "\" cannot be offered: its parameters must not contain null");
                }
                String parameterOf = "parameter of the extension \"" + extension.getName() + "\"";
                checkToken("the name of a " + parameterOf, parameter.getName());
                if (hasValue(parameter)) {
                    checkToken("the value of \"" + parameter.getName() + "\", a " + parameterOf, parameter.getValue());
                }
            }
        }
        return offered;
    }

    private static void checkToken(String what, @Nullable String text) throws DeploymentException {
        if (text == null || !HttpToken.is(text)) {
            throw new DeploymentException(
                    what + " cannot be offered: it is " + (text == null ? "null" : "\"" + text + "\"") + " and must be "
                            + HttpToken.RULE + " (RFC 6455, section 9.1)");
        }
    }

    /** Returns the value of the header for an offer that was {@linkplain #check checked}. */
    static String header(Extension extension) {
        return extension.getName()
                + extension.getParameters().stream()
                        .map(parameter ->
                                "; " + parameter.getName() + (hasValue(parameter) ? "=" + parameter.getValue() : ""))
                        .collect(Collectors.joining());
    }

    private static boolean hasValue(Extension.Parameter parameter) {
        return parameter.getValue() != null && !parameter.getValue().isEmpty();
    }
}
