package dev.adieu.websocket.impl.cdi;

import dev.adieu.websocket.ForEndpoint;
import jakarta.enterprise.util.AnnotationLiteral;

/** The qualifier of an endpoint class. */
final class ForEndpointLiteral extends AnnotationLiteral<ForEndpoint> implements ForEndpoint {

    private static final long serialVersionUID = 1L;

    private final Class<?> endpointClass;

    ForEndpointLiteral(Class<?> endpointClass) {
        this.endpointClass = endpointClass;
    }

    @Override
    public Class<?> value() {
        return endpointClass;
    }
}
