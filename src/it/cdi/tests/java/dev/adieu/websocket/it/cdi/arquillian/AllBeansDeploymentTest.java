package dev.adieu.websocket.it.cdi.arquillian;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** An archive with the bean discovery mode "all". */
class AllBeansDeploymentTest extends AbstractDeployment {

    @Deployment
    public static JavaArchive deployment() {
        return archive("all");
    }
}
