// Types of the module "shop", as the editor shows them: everything outside the receiver's own process.

declare module "shop" {
  /** A value that SQLite stores. */
  export type SqlValue = string | number | null;

  /** The statements of one open transaction. */
  export interface Transaction {
    /**
     * Runs one SQL statement inside the transaction.
     *
     * @param sql One statement; put `?` where a value belongs.
     * @param params One value for each `?`, in order. Booleans are stored as 1 and 0.
     * @returns The rows that the statement gives (also with `RETURNING`); an empty list otherwise.
     * @throws When the statement is wrong or a constraint is broken. Thrown on, it rolls the transaction back.
     */
    query<Row = Record<string, SqlValue>>(
      sql: string,
      params?: readonly (SqlValue | boolean)[],
    ): Promise<Row[]>;
  }

  /** The shop's SQLite database. It is durable: it survives a crash and a restart of the receiver. */
  export const db: {
    /**
     * Runs one SQL statement by itself. It is atomic: it happens wholly or not at all, and nothing comes in between.
     * Two statements after each other are not: another request, or a crash, can come between them.
     *
     * ```ts
     * const [first] = await db.query(
     *   "INSERT INTO processed (event_id) VALUES (?) ON CONFLICT DO NOTHING RETURNING event_id",
     *   [event.id],
     * );
     * if (first === undefined) return; // seen before
     * ```
     *
     * @param sql One statement; put `?` where a value belongs, never the value itself.
     * @param params One value for each `?`, in order. Booleans are stored as 1 and 0.
     * @returns The rows that the statement gives (also with `RETURNING`); an empty list otherwise.
     * @throws When the statement is wrong or a constraint is broken.
     */
    query<Row = Record<string, SqlValue>>(
      sql: string,
      params?: readonly (SqlValue | boolean)[],
    ): Promise<Row[]>;

    /**
     * Runs several statements as one: either all of them happen, or none. One transaction is open at a time; others
     * wait. It commits when the function returns, and rolls back when the function throws or the receiver dies.
     *
     * Calls to `carrier` and `mail` are not part of it: they reach the outside world at once and cannot be rolled back.
     * Inside the function use `tx.query`, not `db.query`.
     *
     * ```ts
     * await db.transaction(async (tx) => {
     *   await tx.query("INSERT INTO processed (event_id) VALUES (?)", [event.id]);
     *   await tx.query("UPDATE orders SET status = 'paid' WHERE id = ?", [event.data.orderId]);
     * });
     * ```
     *
     * @returns What the function returns.
     * @throws What the function throws, after the rollback.
     */
    transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>;
  };

  export interface Shipment {
    id: string;
    orderId: string;
  }

  /** The company that ships parcels: an outside party. What it has done cannot be rolled back. */
  export const carrier: {
    /**
     * Sends the order's parcel on its way. Called twice without a key, it sends two parcels.
     *
     * @param options.idempotencyKey With a key that was used before, nothing is sent, and the first shipment is returned.
     * @throws When the carrier cannot be reached; the parcel may have been sent all the same.
     */
    ship(orderId: string, options?: { idempotencyKey?: string }): Promise<Shipment>;
  };

  export interface Message {
    to: string;
    subject: string;
    text: string;
  }

  /** Mail to customers: an outside party. What was sent cannot be taken back. */
  export const mail: {
    /**
     * Sends one message.
     *
     * @param options.idempotencyKey With a key that was used before, nothing is sent again.
     * @throws When the mail service cannot be reached; the message may have been sent all the same.
     */
    send(message: Message, options?: { idempotencyKey?: string }): Promise<{ id: string }>;
  };

  /** A durable queue: a job that was added is not lost, whatever crashes. */
  export const queue: {
    /**
     * Adds a job. When the promise resolves, the job is durable.
     *
     * @param job The name under which a worker is registered.
     * @param data Anything that JSON can hold.
     * @param options.jobId A repeated id is ignored: the job is added once, and `added` says whether it was this time.
     */
    add(
      job: string,
      data?: unknown,
      options?: { jobId?: string },
    ): Promise<{ jobId: string; added: boolean }>;

    /**
     * Registers the worker of a job. Call it while the module loads, so that a restarted receiver has it again.
     *
     * A job is run at least once: when the worker throws, or the receiver dies, it is run again later. So the worker
     * has to bear being run twice.
     */
    process<Data = unknown>(job: string, worker: (data: Data) => unknown): Promise<void>;
  };

  export interface Page {
    status: number;
    /** The address that was asked last. */
    url: string;
    text: string;
    /** Where a redirect leads that was not followed. */
    location?: string;
  }

  /** Pages on other machines. There is no other way out: `fetch` reaches nothing. */
  export const web: {
    /**
     * The addresses to which a name leads now. Whoever owns the name decides that, and may answer otherwise next time.
     *
     * @throws When there is no such name.
     */
    resolve(name: string): Promise<string[]>;

    /**
     * Asks for a page, and waits for the whole of it.
     *
     * @param options.address Connects to this address, wherever the URL's name leads.
     * @param options.redirect What to do with a redirect: `"follow"` it to wherever it leads (default), or give it
     *   back as it is (`"manual"`).
     * @throws When the URL is none, the name leads nowhere, or nobody listens there.
     */
    get(url: string | URL, options?: { address?: string; redirect?: "follow" | "manual" }): Promise<Page>;
  };
}
