// What stands around every page: skip link, header, navigation, the server's state, and the place where pages go.
import { Suspense, useEffect, useRef, useState } from "react";
import { Link, NavLink, Outlet, useLocation } from "react-router";
import { saveLastPlace } from "../api/progress.ts";
import { LiveRegion } from "../components/live-region.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { DueLink } from "./due-link.tsx";
import styles from "./frame.module.css";
import { Logo } from "./logo.tsx";
import { places } from "./places.ts";
import { SandboxBadge } from "./sandbox-badge.tsx";
import { ShortcutSheet } from "./shortcut-sheet.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";

export function Frame() {
  const main = useRef<HTMLElement>(null);
  const announcement = useVisits(main);
  return (
    <div className={styles.frame}>
      <a href="#main" className={styles.skip}>
        Skip to the content
      </a>
      <header className={styles.header}>
        <Link to="/" className={styles.logo}>
          <Logo />
          Hookproof
        </Link>
        <nav className={styles.nav} aria-label="Main">
          {places.map(({ path, label }) => (
            <NavLink key={path} to={path} className={styles.place}>
              {label}
            </NavLink>
          ))}
        </nav>
        <div className={styles.tools}>
          <DueLink />
          <SandboxBadge />
          <ShortcutSheet />
          <ThemeSwitch />
        </div>
      </header>
      <ConnectionBanner />
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Suspense fallback={<PageOnItsWay />}>
          <Outlet />
        </Suspense>
      </main>
      <LiveRegion message={announcement} />
    </div>
  );
}

function PageOnItsWay() {
  return (
    <div className={styles.waiting}>
      <Skeleton label="The page is loading" lines={6} />
    </div>
  );
}

/** Where nobody stays: the start, and the review, which is done every day and told of by itself. */
const PASSING = ["/", "/review"];

/** On every change of page: starts at its top, moves the focus there, says its name, and remembers the place. */
function useVisits(main: React.RefObject<HTMLElement | null>) {
  const { pathname } = useLocation();
  const visited = useRef(pathname);
  const [announcement, setAnnouncement] = useState("");
  useEffect(() => {
    if (!PASSING.includes(pathname)) saveLastPlace(pathname).catch(() => {});
    if (visited.current === pathname) return;
    visited.current = pathname;
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
    setAnnouncement(document.title);
  }, [pathname, main]);
  return announcement;
}
