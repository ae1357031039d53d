package dev.adieu.websocket.liberty;

import com.ibm.wsspi.classloading.ResourceProvider;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Shows Adieu's service files to applications, so that their {@code ContainerProvider} finds this provider. */
@Component(
        service = ResourceProvider.class,
        property = {"resources=META-INF/services/jakarta.websocket.ContainerProvider"})
public class ServiceFiles extends ResourceProvider {

    /** For the server. */
    public ServiceFiles() {}

    @Activate
    @Override
    protected void activate(BundleContext context, Map<String, Object> properties) {
        super.activate(context, properties);
    }

    /**
     * Liberty keeps the providers of one resource in a hash set and asks them in its order; the one of its own
     * WebSocket client is asked after this.
     */
    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }
}
