import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { ReportMails } from "@/components/reports/report-mails";
import { ReportScreen } from "@/components/reports/report-screen";
import { ReportTabs } from "@/components/reports/report-tabs";
import { readReportView } from "@/components/reports/report-view";
import { requireAdmin } from "@/lib/access/server/require-admin";
import { listProjects } from "@/lib/projects/server/read-projects";
import type { ReportId } from "@/lib/reporting/protocol";
import { showReport } from "@/lib/reporting/server/show-report";
import { todayOf } from "@/lib/reporting/server/today-of";
import { listMembers } from "@/lib/tenants/server/list-members";

export type Query = Record<string, string | string[] | undefined>;

/** One report, as its address asks for it. For administrators; for everybody else there is no such page. */
export async function ReportPage({ tenant, report, query }: { tenant: string; report: ReportId; query: Query }) {
  const { ctx, openReports } = await requireAdmin(tenant, ["report", "read"]);
  const [{ today, zone }, { projects }, { members }, t] = await Promise.all([
    todayOf(ctx),
    listProjects(ctx, { tenant }),
    listMembers(ctx),
    getTranslations("reports"),
  ]);
  const { from, until, by, project } = readReportView(report, paramsOf(query), today);
  const known = projects.some(({ id }) => id === project) ? project : null;
  const shown = await showReport(ctx, { tenant, report, from, until, by, project: known });
  return (
    <AdminPage
      title={t("title")}
      openReports={await openReports}
      width="6xl"
      actions={
        <ReportMails
          slug={tenant}
          report={report}
          zone={zone}
          readers={members
            .filter(({ role }) => role === "owner" || role === "admin")
            .map(({ person, name }) => ({ person, name }))}
        />
      }
    >
      <ReportTabs slug={tenant} />
      <ReportScreen
        slug={tenant}
        report={shown}
        today={today}
        projects={projects.map(({ id, name }) => ({ id, name }))}
      />
    </AdminPage>
  );
}

function paramsOf(query: Query): { get(name: string): string | null } {
  return {
    get: (name) => {
      const value = query[name];
      return (Array.isArray(value) ? value[0] : value) ?? null;
    },
  };
}
