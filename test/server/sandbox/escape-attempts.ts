// Attempts to get out of the sandbox, each as the body of an async function that runs inside a receiver's child.
// What is expected of every one is the same in both tiers: it is refused, or has no effect that can be seen from outside.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is code for another process

export interface Attempt {
  readonly number: number;
  readonly name: string;
  /** Returns evidence of success (anything truthy), or throws, or has no effect. */
  readonly code: string;
  /** Why the attempt says nothing in an unprotected process, or could hurt this machine there; else it must work. */
  readonly noControl?: string;
  /** Ends or changes its process, so it gets one of its own. */
  readonly alone?: true;
}

const needsBinding = "Node has closed this door for everybody";

/**
 * What the code may use: `get` (any of Node's modules, past the import list), `E` (the environment: SECRET,
 * SECRET_FILE, SECRET_MODULE, PORT, UDP_PORT, UNIX_SOCKET, ABSTRACT_SOCKET, OUTSIDE, GUEST, NODE, LIBRARY, SUPERVISOR,
 * OTHER), and `event(emitter, name)`.
 */
export const attempts: readonly Attempt[] = [
  // Network
  { number: 1, name: "fetch", code: "await fetch(`http://127.0.0.1:${E.PORT}/`);" },
  {
    number: 2,
    name: "http.get",
    code: 'return await event(get("http").get({ host: "127.0.0.1", port: E.PORT }), "response");',
  },
  {
    number: 3,
    name: "net.connect",
    code: 'return await event(get("net").connect(E.PORT, "127.0.0.1"), "connect");',
  },
  {
    number: 4,
    name: "tls.connect",
    code: 'return await event(get("tls").connect(E.PORT, "127.0.0.1"), "secureConnect");',
  },
  {
    number: 5,
    name: "http2.connect",
    code: 'return await event(get("http2").connect(`http://127.0.0.1:${E.PORT}`), "connect");',
  },
  {
    number: 6,
    name: "WebSocket",
    code: "const socket = new WebSocket(`ws://127.0.0.1:${E.PORT}`); await new Promise((resolve) => { socket.onopen = resolve; socket.onerror = resolve; });",
  },
  {
    number: 7,
    name: "listen on a port, past the patched method",
    code: 'const server = get("net").createServer(); const up = event(server, "listening"); server._listen2("127.0.0.1", 0, 4, 10); return (await up) ?? "listening";',
  },
  {
    number: 8,
    name: "send a datagram",
    code: 'const socket = get("dgram").createSocket("udp4"); await new Promise((resolve, reject) => { socket.on("error", reject); socket.send("x", E.UDP_PORT, "127.0.0.1", (error) => (error ? reject(error) : resolve())); }); await new Promise((resolve) => setImmediate(resolve));',
  },
  {
    number: 9,
    name: "resolve a name",
    code: 'return (await get("dns").promises.lookup("localhost")).address;',
  },
  {
    number: 10,
    name: "connect to a Unix socket",
    code: 'return await event(get("net").connect(E.UNIX_SOCKET), "connect");',
  },
  {
    number: 11,
    name: "connect to an abstract Unix socket",
    code: 'return await event(get("net").connect("\\0" + E.ABSTRACT_SOCKET), "connect");',
  },
  {
    number: 12,
    name: "the tcp_wrap binding",
    code: 'return typeof process.binding("tcp_wrap").TCP === "function";',
  },
  {
    number: 13,
    name: "open the inspector",
    code: 'get("inspector").open(0, "127.0.0.1"); return get("inspector").url();',
    alone: true,
  },
  {
    number: 14,
    name: "open the inspector by a signal to itself",
    code: 'process.kill(process.pid, "SIGUSR1"); await new Promise(setImmediate); return get("inspector").url();',
    noControl: "every child is started with --disable-sigusr1",
    alone: true,
  },
  {
    number: 15,
    name: "open the server's debugger",
    code: "process._debugProcess(Number(E.SUPERVISOR)); await new Promise(setImmediate);",
    noControl: "it would open the debugger of the test itself",
    alone: true,
  },
  // Files
  { number: 16, name: "read /etc/passwd", code: 'return get("fs").readFileSync("/etc/passwd", "utf8");' },
  {
    number: 17,
    name: "read a file of the host",
    code: 'return get("fs").readFileSync(E.SECRET_FILE, "utf8");',
  },
  {
    number: 18,
    name: "read its own environment from /proc",
    code: 'return `read ${get("fs").readFileSync("/proc/self/environ", "utf8")}`;',
  },
  {
    number: 19,
    name: "read the server's environment from /proc",
    code: 'return get("fs").readFileSync(`/proc/${E.SUPERVISOR}/environ`, "utf8");',
  },
  {
    number: 20,
    name: "read through /proc/1/root",
    code: 'return get("fs").readFileSync(`/proc/1/root${E.SECRET_FILE}`, "utf8");',
    noControl: "outside containers it needs more than plain Node has",
  },
  {
    number: 21,
    name: "find the server's secrets in its environment",
    code: "return process.env.HOOKPROOF_TEST_SECRET;",
    noControl: "every child is started with an empty environment",
  },
  {
    number: 22,
    name: "a path as Buffer",
    code: 'return get("fs").readFileSync(Buffer.from(E.SECRET_FILE), "utf8");',
  },
  {
    number: 23,
    name: "a path as Uint8Array with a tampered toString",
    code: 'const path = new Uint8Array(Buffer.from(E.SECRET_FILE)); path.toString = () => `${E.GUEST}/boot.cjs`; return get("fs").readFileSync(Buffer.from(path), "utf8");',
  },
  {
    number: 24,
    name: "a percent-encoded file URL",
    code: 'return get("fs").readFileSync(new URL("file://" + E.SECRET_FILE.replace(/s(?=[^s]*$)/, "%73")), "utf8");',
  },
  {
    number: 25,
    name: "a link that is already in the allowed folder",
    code: 'return get("fs").readFileSync(`${E.GUEST}/${E.LINK}`, "utf8");',
  },
  {
    number: 26,
    name: "a new link",
    code: 'const link = `/tmp/${E.LINK}-new`; get("fs").symlinkSync(E.SECRET_FILE, link); try { return get("fs").readFileSync(link, "utf8"); } finally { get("fs").unlinkSync(link); }',
  },
  { number: 27, name: "realpath.native", code: 'return get("fs").realpathSync.native(E.SECRET_FILE);' },
  {
    number: 28,
    name: "tell whether a file exists",
    code: 'const codeOf = (path) => { try { get("fs").accessSync(path); return "there"; } catch (error) { return error.code; } }; return get("fs").existsSync(E.SECRET_FILE) || codeOf(E.SECRET_FILE) !== codeOf(`${E.SECRET_FILE}-not`);',
  },
  {
    number: 29,
    name: "fs.openAsBlob",
    code: 'return await (await get("fs").openAsBlob(E.SECRET_FILE)).text();',
  },
  {
    number: 30,
    name: "the fs binding",
    code: 'return typeof process.binding("fs").open === "function";',
  },
  {
    number: 31,
    name: "require a text file and read it from the error",
    code: 'try { get("module").createRequire("/")(E.SECRET_FILE); } catch (error) { if (String(error.stack).includes(E.SECRET)) return error.stack; throw error; }',
  },
  {
    number: 32,
    name: "import a file URL, past the import list",
    code: 'const vm = get("vm"); const load = vm.runInThisContext("(url) => import(url)", { importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER }); return (await load(`file://${E.SECRET_MODULE}`)).default;',
  },
  {
    number: 33,
    name: "open a database file",
    code: 'new (get("node:sqlite").DatabaseSync)(`${E.OUTSIDE}/open.db`).exec("CREATE TABLE a(b)"); return "opened";',
  },
  {
    number: 34,
    name: "ATTACH a database file",
    code: 'const db = new (get("node:sqlite").DatabaseSync)(":memory:"); db.exec(`ATTACH \'${E.OUTSIDE}/attached.db\' AS other; CREATE TABLE other.a(b)`); return "attached";',
  },
  {
    number: 35,
    name: "VACUUM INTO a file",
    code: 'const db = new (get("node:sqlite").DatabaseSync)(":memory:"); db.exec(`CREATE TABLE a(b); VACUUM INTO \'${E.OUTSIDE}/vacuumed.db\'`); return "written";',
  },
  {
    number: 36,
    name: "back a database up to a file",
    code: 'const sqlite = get("node:sqlite"); const db = new sqlite.DatabaseSync(":memory:"); db.exec("CREATE TABLE a(b)"); await sqlite.backup(db, `${E.OUTSIDE}/backup.db`); return "written";',
  },
  {
    number: 37,
    name: "load an extension into SQLite",
    code: 'const db = new (get("node:sqlite").DatabaseSync)(":memory:", { allowExtension: true }); db.enableLoadExtension(true); return "allowed";',
  },
  {
    number: 38,
    name: "write a file of the host",
    code: 'get("fs").writeFileSync(`${E.OUTSIDE}/written`, "x"); return "written";',
  },
  {
    number: 39,
    name: "append to the sandbox's own program",
    code: 'get("fs").closeSync(get("fs").openSync(`${E.GUEST}/receiver.cjs`, "a")); return "opened for writing";',
  },
  {
    number: 40,
    name: "write a diagnostic report",
    code: "return process.report.writeReport(`${E.OUTSIDE}/report.json`);",
  },
  {
    number: 41,
    name: "write a heap snapshot",
    code: 'return get("v8").writeHeapSnapshot(`${E.OUTSIDE}/heap.heapsnapshot`);',
    noControl: "it takes seconds",
  },
  {
    number: 42,
    name: "make V8 write a log",
    code: 'get("v8").setFlagsFromString(`--logfile=${E.OUTSIDE}/v8.log`); get("v8").setFlagsFromString("--log-all"); return "flags set";',
    alone: true,
  },
  {
    number: 43,
    name: "write a compile cache",
    code: 'const { directory, status } = get("module").enableCompileCache(`${E.OUTSIDE}/cache`); return directory && `${status} ${directory}`;',
    alone: true,
  },
  {
    number: 44,
    name: "write trace events",
    code: 'const tracing = get("trace_events").createTracing({ categories: ["node", "v8"] }); tracing.enable(); return tracing.enabled;',
    alone: true,
  },
  {
    number: 45,
    name: "change mode and times of open descriptors",
    // The mode is the one that /dev/null has anyway.
    code: 'get("fs").fchmodSync(0, 0o666); get("fs").futimesSync(0, 1, 1); return "changed";',
  },
  { number: 46, name: "list its descriptors", code: 'return get("fs").readdirSync("/proc/self/fd").join();' },
  {
    number: 47,
    name: "watch, glob, list and copy",
    code: `const fs = get("fs"); const done = [];
      const attempt = (name, work) => { try { if (work() !== false) done.push(name); } catch {} };
      attempt("watch", () => fs.watch(E.OUTSIDE, () => {}).close());
      attempt("glob", () => fs.globSync(E.SECRET_FILE).length > 0);
      attempt("list", () => fs.readdirSync(E.OUTSIDE));
      attempt("opendir", () => fs.opendirSync(E.OUTSIDE).closeSync());
      attempt("stat", () => fs.statSync(E.SECRET_FILE));
      attempt("copy", () => fs.cpSync(E.SECRET_FILE, E.OUTSIDE + "/copy"));
      return done.join();`,
  },
  // Processes
  {
    number: 48,
    name: "spawn a shell",
    code: 'return get("child_process").spawnSync("/bin/sh", ["-c", "echo open"], { encoding: "utf8" }).stdout;',
  },
  {
    number: 49,
    name: "spawn Node",
    code: 'return get("child_process").spawnSync(E.NODE, ["-p", "1"], { encoding: "utf8" }).stdout;',
  },
  {
    number: 50,
    name: "become another program",
    code: 'process.execve(E.NODE, [E.NODE, "-e", `require("fs").writeFileSync("${E.OUTSIDE}/execve", "x")`], {}); await new Promise(() => {});',
    alone: true,
  },
  {
    number: 51,
    name: "fork by cluster",
    code: 'const cluster = get("cluster"); cluster.setupPrimary({ exec: "/dev/null", silent: true }); const { process: child } = cluster.fork(); await event(child, "spawn"); return `process ${child.pid}`;',
    alone: true,
  },
  {
    number: 52,
    name: "start a thread",
    code: 'const { Worker } = get("worker_threads"); const worker = new Worker("", { eval: true }); await event(worker, "online"); return "online";',
  },
  {
    number: 53,
    name: "process.dlopen",
    code: "try { process.dlopen({ exports: {} }, E.LIBRARY); } catch (error) { if (/self-register/.test(error.message)) return error.message; throw error; }",
  },
  {
    number: 54,
    name: "the loader of native addons",
    code: 'try { get("module")._extensions[".node"]({ exports: {} }, E.LIBRARY); } catch (error) { if (/self-register/.test(error.message)) return error.message; throw error; }',
  },
  {
    number: 55,
    name: "the spawn_sync binding",
    code: 'return typeof process.binding("spawn_sync").spawn === "function";',
  },
  {
    number: 56,
    name: "the process_wrap binding",
    code: 'return typeof process.binding("process_wrap").Process === "function";',
  },
  {
    number: 57,
    name: "linked bindings",
    code: 'for (const name of ["fs", "spawn_sync", "tcp_wrap"]) { try { if (process._linkedBinding(name)) return name; } catch {} }',
    noControl: needsBinding,
  },
  {
    number: 58,
    name: "Node's internal modules",
    code: 'const load = get("module").createRequire("/"); for (const name of ["internal/bootstrap/realm", "internal/test/binding", "internal/process/permission"]) { try { if (load(name) || get(name)) return name; } catch {} }',
    noControl: needsBinding,
  },
  {
    number: 59,
    name: "files by WASI",
    code: 'return Boolean(new (get("wasi").WASI)({ version: "preview1", preopens: { "/": E.OUTSIDE } }));',
  },
  {
    number: 60,
    name: "native functions by FFI",
    code: 'return Boolean(get("node:ffi").dlopen(E.LIBRARY, {}));',
    noControl: "this Node is built without it, or wants a flag",
  },
  // Beyond the first sixty: cheap, and each was open in an unhardened child once.
  {
    number: 61,
    name: "signal its parent",
    code: "return process.kill(process.ppid || Number(E.SUPERVISOR), 0);",
  },
  { number: 62, name: "kill another process", code: 'return process.kill(Number(E.OTHER), "SIGKILL");' },
  {
    number: 63,
    name: "change its user",
    code: "process.setuid(65534); return process.getuid();",
    noControl: "it only works for root",
    alone: true,
  },
  {
    number: 64,
    name: "change its priority",
    code: 'get("os").setPriority(process.pid, 5); return get("os").getPriority();',
    alone: true,
  },
  {
    number: 68,
    name: "V8's native functions",
    code: 'get("v8").setFlagsFromString("--allow-natives-syntax"); return typeof new Function("return %GetOptimizationStatus(function () {})")();',
    alone: true,
  },
  {
    number: 69,
    name: "a thread of Node's own through diagnostics_channel",
    code: 'let found; get("diagnostics_channel").subscribe("worker_threads", ({ worker }) => { found = worker; }); new (get("worker_threads").Worker)("", { eval: true }); await new Promise(setImmediate); return Boolean(found);',
  },
  {
    number: 126,
    name: "learn the names of host and user",
    code: 'const os = get("os"); return os.hostname() === E.HOST || os.homedir() === E.HOME || Object.keys(os.networkInterfaces()).length > 0;',
  },
];
