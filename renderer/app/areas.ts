import {
  AuditOutlined,
  BellOutlined,
  CalendarOutlined,
  ContactsOutlined,
  DashboardOutlined,
  DiffOutlined,
  FileProtectOutlined,
  FolderOpenOutlined,
  HistoryOutlined,
  IdcardOutlined,
  ImportOutlined,
  PictureOutlined,
  PrinterOutlined,
  SettingOutlined,
  TeamOutlined,
  UserSwitchOutlined,
} from '@ant-design/icons';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Permission } from '../../shared/domain/roles.ts';
import type { AreaId } from '../state/route.ts';

export interface Area {
  id: AreaId;
  /** Names the title in the general catalogue. */
  title: `area.${AreaId}`;
  /** Whoever may do one of these is shown it. */
  needs: readonly Permission[];
  icon: ComponentType<{ 'aria-hidden': boolean }>;
  /** Loaded when first opened; each area reads what it needs from `useRoute()`. */
  screen: LazyExoticComponent<ComponentType>;
  /** Pressed with Alt. */
  digit: string;
}

/** The product's areas in the order of the navigation. */
export const areas: readonly Area[] = [
  {
    id: 'overview',
    title: 'area.overview',
    needs: ['look'],
    icon: DashboardOutlined,
    digit: '1',
    screen: lazy(async () => ({
      default: (await import('../screens/overview/OverviewScreen.tsx')).OverviewScreen,
    })),
  },
  {
    id: 'students',
    title: 'area.students',
    needs: ['look'],
    icon: TeamOutlined,
    digit: '2',
    screen: lazy(async () => ({
      default: (await import('../screens/students/StudentsScreen.tsx')).StudentsScreen,
    })),
  },
  {
    id: 'photos',
    title: 'area.photos',
    needs: ['look'],
    icon: PictureOutlined,
    digit: '9',
    screen: lazy(async () => ({
      default: (await import('../screens/photos/PhotosScreen.tsx')).PhotosScreen,
    })),
  },
  {
    id: 'contacts',
    title: 'area.contacts',
    needs: ['look'],
    icon: ContactsOutlined,
    digit: '0',
    screen: lazy(async () => ({
      default: (await import('../screens/contacts/ContactsScreen.tsx')).ContactsScreen,
    })),
  },
  {
    id: 'chase',
    title: 'area.chase',
    needs: ['chase'],
    icon: BellOutlined,
    digit: '-',
    screen: lazy(async () => ({
      default: (await import('../screens/chase/ChaseScreen.tsx')).ChaseScreen,
    })),
  },
  {
    id: 'sheets',
    title: 'area.sheets',
    needs: ['sheets'],
    icon: AuditOutlined,
    digit: '[',
    screen: lazy(async () => ({
      default: (await import('../screens/sheets/SheetsScreen.tsx')).SheetsScreen,
    })),
  },
  {
    id: 'cases',
    title: 'area.cases',
    needs: ['dispute'],
    icon: FolderOpenOutlined,
    digit: ']',
    screen: lazy(async () => ({
      default: (await import('../screens/cases/CasesScreen.tsx')).CasesScreen,
    })),
  },
  {
    id: 'counter',
    title: 'area.counter',
    needs: ['counter'],
    icon: IdcardOutlined,
    digit: '=',
    screen: lazy(async () => ({
      default: (await import('../screens/counter/CounterScreen.tsx')).CounterScreen,
    })),
  },
  {
    id: 'import',
    title: 'area.import',
    needs: ['import'],
    icon: ImportOutlined,
    digit: '3',
    screen: lazy(async () => ({
      default: (await import('../screens/import/ImportScreen.tsx')).ImportScreen,
    })),
  },
  {
    id: 'reconcile',
    title: 'area.reconcile',
    needs: ['decide'],
    icon: DiffOutlined,
    digit: '4',
    screen: lazy(async () => ({
      default: (await import('../screens/reconcile/ReconcileScreen.tsx')).ReconcileScreen,
    })),
  },
  {
    id: 'campaigns',
    title: 'area.campaigns',
    needs: ['look'],
    icon: CalendarOutlined,
    digit: '5',
    screen: lazy(async () => ({
      default: (await import('../screens/campaigns/CampaignsScreen.tsx')).CampaignsScreen,
    })),
  },
  {
    id: 'reports',
    title: 'area.reports',
    needs: ['print'],
    icon: PrinterOutlined,
    digit: '6',
    screen: lazy(async () => ({
      default: (await import('../screens/reports/ReportsScreen.tsx')).ReportsScreen,
    })),
  },
  {
    id: 'history',
    title: 'area.history',
    needs: ['import'],
    icon: HistoryOutlined,
    digit: '7',
    screen: lazy(async () => ({
      default: (await import('../screens/history/HistoryScreen.tsx')).HistoryScreen,
    })),
  },
  {
    id: 'settings',
    title: 'area.settings',
    needs: ['rules', 'admin'],
    icon: SettingOutlined,
    digit: '8',
    screen: lazy(async () => ({
      default: (await import('../screens/settings/SettingsScreen.tsx')).SettingsScreen,
    })),
  },
  {
    id: 'people',
    title: 'area.people',
    needs: ['people'],
    icon: UserSwitchOutlined,
    digit: ';',
    screen: lazy(async () => ({
      default: (await import('../screens/people/PeopleScreen.tsx')).PeopleScreen,
    })),
  },
  {
    id: 'audit',
    title: 'area.audit',
    needs: ['audit'],
    icon: FileProtectOutlined,
    digit: "'",
    screen: lazy(async () => ({
      default: (await import('../screens/audit/AuditScreen.tsx')).AuditScreen,
    })),
  },
];
