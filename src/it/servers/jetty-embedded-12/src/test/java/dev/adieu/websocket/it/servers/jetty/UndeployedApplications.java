package dev.adieu.websocket.it.servers.jetty;

import java.util.List;
import org.eclipse.jetty.deploy.DeploymentManager;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jboss.arquillian.container.jetty.embedded_12_ee10.WebAppContextProcessor;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.shrinkwrap.api.Archive;

/**
 * Arquillian's adapter leaves every application that it undeployed in Jetty's list of applications. Takes them out when
 * the next one starts.
 */
public final class UndeployedApplications implements LoadableExtension, WebAppContextProcessor {

    /** For Arquillian. */
    public UndeployedApplications() {}

    @Override
    public void register(ExtensionBuilder builder) {
        builder.service(WebAppContextProcessor.class, UndeployedApplications.class);
    }

    @Override
    public void process(WebAppContext context, Archive<?> archive) {
        context.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle event) {
                DeploymentManager manager = context.getServer().getBean(DeploymentManager.class);
                List.copyOf(manager.getApps("undeployed")).forEach(manager::removeApp);
            }
        });
    }
}
