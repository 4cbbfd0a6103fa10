// Tabs with their panels; arrow keys move between them.
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./tabs.module.css";

export interface TabItem<Value extends string = string> {
  value: Value;
  label: ReactNode;
  /** Left out where only the row of tabs is wanted, as above an editor. */
  panel?: ReactNode;
}

export interface TabsProps<Value extends string> {
  label: string;
  items: readonly TabItem<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  /** At the end of the row, such as buttons. */
  actions?: ReactNode;
  /** Keeps panels that are not shown in the page, for what is costly to build. */
  keepMounted?: boolean | undefined;
  className?: string | undefined;
}

export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { label, items, value, onChange, actions, keepMounted = false, className } = props;
  return (
    <Base.Root
      value={value}
      onValueChange={(next: Value) => onChange(next)}
      className={classNames(styles.root, className)}
    >
      <div className={styles.row}>
        <Base.List className={styles.list} aria-label={label} activateOnFocus>
          {items.map((item) => (
            <Base.Tab key={item.value} value={item.value} className={styles.tab}>
              {item.label}
            </Base.Tab>
          ))}
        </Base.List>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </div>
      {items.map((item) =>
        item.panel === undefined ? null : (
          <Base.Panel key={item.value} value={item.value} keepMounted={keepMounted} className={styles.panel}>
            {item.panel}
          </Base.Panel>
        ),
      )}
    </Base.Root>
  );
}
