package org.firenet.cuda.jcuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.DeviceProperties;
import org.firenet.cuda.device.KernelSpecification;
import org.firenet.cuda.device.KernelUnavailableException;
import org.firenet.cuda.kernels.CacheKey;
import org.firenet.cuda.kernels.KernelCache;
import org.firenet.cuda.kernels.KernelSources;

/**
 * Brings kernels onto a device: precompiled ones where they load there; else compiled from source,
 * or taken from the cache of what was compiled before.
 */
final class KernelLoader {
  private final DeviceContext context;
  private final DeviceProperties properties;
  private final int driver;
  private final KernelSources sources;
  private final KernelCache cache;

  /**
   * A loader for a device.
   *
   * @param driver major version of CUDA that the driver supports
   */
  KernelLoader(
      DeviceContext context,
      DeviceProperties properties,
      int driver,
      KernelSources sources,
      KernelCache cache) {
    this.context = context;
    this.properties = properties;
    this.driver = driver;
    this.sources = sources;
    this.cache = cache;
  }

  /**
   * Loads kernels.
   *
   * @throws KernelUnavailableException with the reasons, if neither way works
   */
  JCudaModule load(KernelSpecification specification) {
    List<String> reasons = new ArrayList<>();
    Optional<byte[]> precompiled = sources.precompiled(specification);
    if (precompiled.isPresent()) {
      try {
        return JCudaModule.load(context, specification.toString(), precompiled.get());
      } catch (UnloadableImageException e) {
        reasons.add("precompiled: " + e.getMessage());
      }
    } else {
      reasons.add("they are not precompiled");
    }
    try {
      return compile(specification);
    } catch (UnloadableImageException | DeviceException e) {
      reasons.add("compiling them: " + e.getMessage());
      throw new KernelUnavailableException(
          "no kernels %s on %s, compute capability %d.%d: %s"
              .formatted(
                  specification,
                  context.device(),
                  properties.major(),
                  properties.minor(),
                  String.join("; ", reasons)),
          e);
    }
  }

  private JCudaModule compile(KernelSpecification specification) throws UnloadableImageException {
    NvrtcCompiler compiler = NvrtcCompiler.open(driver);
    KernelSources.Source source = sources.source(specification.family());
    List<String> options =
        NvrtcCompiler.options(
            compiler.architectureOption(10 * properties.major() + properties.minor()),
            specification.constants());
    CacheKey key = CacheKey.of(specification.id(), source, options, compiler.version());
    Optional<byte[]> kept = cache.find(key);
    if (kept.isPresent()) {
      try {
        return JCudaModule.load(context, specification.toString(), kept.get());
      } catch (UnloadableImageException e) {
        // Compiled anew below, and kept in its place.
        return compileAnew(compiler, specification, source, options, key);
      }
    }
    return compileAnew(compiler, specification, source, options, key);
  }

  private JCudaModule compileAnew(
      NvrtcCompiler compiler,
      KernelSpecification specification,
      KernelSources.Source source,
      List<String> options,
      CacheKey key)
      throws UnloadableImageException {
    byte[] image = compiler.compile(source, options);
    JCudaModule module = JCudaModule.load(context, specification.toString(), image);
    cache.keep(key, image);
    return module;
  }
}
