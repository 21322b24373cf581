package io.segwatch.agent.trust;

import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.security.KeyStore;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;

/** Keys and trust as Vert.x takes them. Its own wrappers do not work without SLF4J. */
final class TlsMaterial {
  private TlsMaterial() {}

  /** Keys for a server of one name. */
  record Keys(KeyManagerFactory factory) implements KeyCertOptions {
    @Override
    public KeyCertOptions copy() {
      return this;
    }

    @Override
    public KeyManagerFactory getKeyManagerFactory(Vertx vertx) {
      return factory;
    }

    @Override
    public Function<String, KeyManagerFactory> keyManagerFactoryMapper(Vertx vertx) {
      return _ -> factory;
    }
  }

  /** Trust in clients. */
  record Trust(TrustManager manager) implements TrustOptions {
    @Override
    public TrustOptions copy() {
      return this;
    }

    @Override
    public TrustManagerFactory getTrustManagerFactory(Vertx vertx) {
      return new Factory(managers());
    }

    @Override
    public Function<String, TrustManager[]> trustManagerMapper(Vertx vertx) {
      return _ -> managers();
    }

    private TrustManager[] managers() {
      return new TrustManager[] {manager};
    }
  }

  private static final class Factory extends TrustManagerFactory {
    Factory(TrustManager... managers) {
      super(new Ready(managers), null, "segwatch");
    }
  }

  /** A factory's inside that has nothing left to do. */
  private static final class Ready extends TrustManagerFactorySpi {
    private final TrustManager[] managers;

    Ready(TrustManager... managers) {
      this.managers = managers;
    }

    @Override
    protected void engineInit(KeyStore store) {}

    @Override
    protected void engineInit(ManagerFactoryParameters parameters) {}

    @Override
    protected TrustManager[] engineGetTrustManagers() {
      return managers.clone();
    }
  }
}
