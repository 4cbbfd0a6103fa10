// Says that the server is gone, and what that means; goes away when it answers again.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { probe, useConnection } from "../api/connection.ts";
import { Button } from "../components/button.tsx";
import { Glyph } from "../components/glyph.tsx";
import styles from "./connection-banner.module.css";

export function ConnectionBanner() {
  const connection = useConnection();
  const queryClient = useQueryClient();
  const wasGone = useRef(false);
  useEffect(() => {
    if (connection === "connected" && wasGone.current) void queryClient.invalidateQueries();
    wasGone.current = connection === "gone";
  }, [connection, queryClient]);
  return (
    <div role="status">
      {connection === "gone" ? (
        <div className={styles.banner}>
          <Glyph tone="crash" />
          <span>
            <strong>Hookproof's server does not answer.</strong> Start it again with <code>npm start</code>.
            What you typed is kept here; the page reconnects by itself.
          </span>
          <Button size="sm" onClick={() => void probe()}>
            Try now
          </Button>
        </div>
      ) : null}
    </div>
  );
}
