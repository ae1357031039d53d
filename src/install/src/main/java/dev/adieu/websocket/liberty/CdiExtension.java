package dev.adieu.websocket.liberty;

import dev.adieu.websocket.impl.cdi.AdieuExtension;
import io.openliberty.cdi.spi.CDIExtensionMetadata;
import jakarta.enterprise.inject.spi.Extension;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Liberty does not look for the service files of CDI extensions in features. */
@Component(service = CDIExtensionMetadata.class)
public class CdiExtension implements CDIExtensionMetadata {

    /** For the server. */
    public CdiExtension() {}

    @Override
    public Set<Class<? extends Extension>> getExtensions() {
        return Set.of(AdieuExtension.class);
    }
}
