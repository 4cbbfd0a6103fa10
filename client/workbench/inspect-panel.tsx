// Everything that can be looked into, as tabs.
import { useState } from "react";
import { Tabs } from "../components/tabs.tsx";
import { ComposerPanel } from "./composer-panel.tsx";
import { DeliveriesPanel } from "./deliveries-panel.tsx";
import { ExchangePanel } from "./exchange-panel.tsx";
import { LogsPanel } from "./logs-panel.tsx";
import styles from "./panels.module.css";
import { ShopPanel } from "./shop-panel.tsx";

type Panel = "request" | "shop" | "deliveries" | "logs" | "compose";

export function InspectPanel() {
  const [panel, setPanel] = useState<Panel>("shop");
  return (
    <Tabs
      className={styles.tabs}
      label="Look into"
      value={panel}
      onChange={setPanel}
      keepMounted
      items={[
        { value: "shop", label: "Shop", panel: <ShopPanel /> },
        { value: "request", label: "Request", panel: <ExchangePanel /> },
        { value: "deliveries", label: "Deliveries", panel: <DeliveriesPanel /> },
        { value: "logs", label: "Logs", panel: <LogsPanel /> },
        { value: "compose", label: "Compose", panel: <ComposerPanel /> },
      ]}
    />
  );
}
