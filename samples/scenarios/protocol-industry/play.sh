# shellcheck shell=bash disable=SC2154
# needs: java=default-jre-headless mvn=maven
# Plants: IEC 60870-5-104 (j60870), MMS (openIEC61850) and OPC UA (Eclipse Milo, without security).
pair
cat >"$work/model.xml" <<'PLAY'
<?xml version="1.0"?>
<SCL xmlns="http://www.iec.ch/61850/2003/SCL"><Header id="shop"/>
<IED name="shop"><AccessPoint name="AP"><Server><Authentication/><LDevice inst="D"><LN0 lnClass="LLN0" inst="" lnType="L"/></LDevice></Server></AccessPoint></IED>
<DataTypeTemplates><LNodeType id="L" lnClass="LLN0"><DO name="Mod" type="M"/></LNodeType>
<DOType id="M" cdc="ENS"><DA name="q" bType="Quality" fc="ST"/></DOType></DataTypeTemplates></SCL>
PLAY
java_with protocol-industry Server.java "$work/model.xml"
daemon server tcp 4840 "${java_command[@]}"
observe node client eth0
settle client 10.20.0.3
java_with protocol-industry Client.java
at client "${java_command[@]}" >"$work/client.log" 2>&1 || { cat "$work/client.log" "$work"/tcp-*.log >&2; fail "no client"; }
sleep 0.5
