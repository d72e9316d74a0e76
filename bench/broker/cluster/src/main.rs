//! One node of a cluster of three RMQTT brokers on this computer: `cluster-node ID MQTT-PORT GRPC-PORTS RAFT-PORTS CONFIG`, with
//! the ports of all three nodes separated by commas, and further lines of the configuration of the plugin for clusters.
//! Retained messages are kept in memory, and copied to the other nodes.

use std::net::SocketAddr;

use rmqtt::{context::ServerContext, net::Builder, server::MqttServer, Result};

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [id, mqtt_port, grpc_ports, raft_ports, config] = arguments.as_slice() else {
        panic!("usage: cluster-node ID MQTT-PORT GRPC-PORTS RAFT-PORTS CONFIG");
    };
    let number: usize = id.parse()?;
    let own = |ports: &str| -> Result<SocketAddr> {
        let port = ports.split(',').nth(number - 1).expect("a port for each node");
        Ok(format!("127.0.0.1:{port}").parse()?)
    };
    let addresses = |ports: &str| {
        let each = ports.split(',').enumerate().map(|(at, port)| format!("\"{}@127.0.0.1:{port}\"", at + 1));
        format!("[{}]", each.collect::<Vec<_>>().join(", "))
    };
    let cluster = format!(
        "node_grpc_addrs = {}\nraft_peer_addrs = {}\nleader_id = 1\nraft.grpc_reuseaddr = true\n{config}\n",
        addresses(grpc_ports),
        addresses(raft_ports)
    );

    let context = ServerContext::new()
        .node_id(number as u64)
        .plugins_config_map_add("rmqtt-cluster-raft", cluster)
        .plugins_config_map_add("rmqtt-retainer", "storage.type = \"ram\"\n")
        .build()
        .await;
    context.node.start_grpc_server(context.clone(), own(grpc_ports)?, true, false);
    rmqtt_retainer::register(&context, true, false).await?;
    rmqtt_cluster_raft::register(&context, true, false).await?;
    let listener = Builder::new()
        .name("tcp")
        .laddr(format!("127.0.0.1:{mqtt_port}").parse()?)
        // A node that is started again finds its port as it left it.
        .reuseaddr(Some(true))
        .bind()?
        .tcp()?;
    MqttServer::new(context).listener(listener).build().run().await?;
    Ok(())
}
